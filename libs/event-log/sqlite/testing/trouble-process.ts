import type { Worker } from 'node:worker_threads'
import { toyCommit, toyEvent } from '../../contract/toy-commit.js'
import { openSqliteEventLog } from '../sqlite-event-log.js'

// Test support: a process whose appends meet trouble; says what became of each, as JSON.
// trouble-process.js <file> lose-threads: its writer thread ends in the midst of many commits, also before it could answer.
// trouble-process.js <file> fill: it is to be started with a limit on the size of files.

export interface Told {
  readonly commandId: string
  /** `stored`, or the name of the error. */
  readonly outcome: string
}

const threads: Worker[] = []
process.on('worker', (worker) => threads.push(worker))

const [file, task] = process.argv.slice(2)
if (file === undefined) throw new Error('a file is needed')
const log = await openSqliteEventLog({ file })

async function append(note: string): Promise<Told> {
  const commit = toyCommit([], { events: [toyEvent(['a'], { data: { note } }), toyEvent(['b'])] })
  const { commandId } = commit
  try {
    await log.append(commit)
    return { commandId, outcome: 'stored' }
  } catch (error) {
    return { commandId, outcome: error instanceof Error ? error.name : String(error) }
  }
}

async function loseThreads(): Promise<Told[]> {
  const told: Told[] = []
  for (let round = 0; round < 6; round += 1) {
    const before = Array.from({ length: 300 }, () => append('before'))
    // Until the first is answered, so that the thread is at work on the others.
    await Promise.race(before)
    const ended = endThread(threads.at(-1), { withLastAnswers: round % 2 === 1 })
    const after = Array.from({ length: 100 }, () => append('after'))
    await ended
    told.push(...(await Promise.all([...before, ...after])), await append('after the end'))
  }
  return told
}

/**
 * A message that it can't understand ends it between two transactions. Ended from outside in the midst of one it would
 * take the process with it; what is left of a transaction broken off is shown by killing processes.
 */
function endThread(thread: Worker | undefined, { withLastAnswers }: { readonly withLastAnswers: boolean }): Promise<void> {
  if (thread === undefined) throw new Error('there is no writer thread')
  if (withLastAnswers) thread.removeAllListeners('message')
  thread.postMessage(null)
  return new Promise((resolve) => thread.once('exit', () => resolve()))
}

async function fill(): Promise<Told[]> {
  const told: Told[] = []
  while (told.filter(({ outcome }) => outcome !== 'stored').length < 5) {
    told.push(...(await Promise.all([append('x'.repeat(50_000)), append('y'.repeat(50_000))])))
  }
  return told
}

console.log(JSON.stringify(task === 'fill' ? await fill() : await loseThreads()))
await log.close()
