import type { Worker } from 'node:worker_threads'
import { toyCommit, toyEvent } from '../../contract/toy-commit.js'
import { openSqliteEventLog } from '../sqlite-event-log.js'

// Test support: a process whose appends meet trouble; says what became of each, as JSON.
// trouble-process.js <file> terminate: its writer thread ends in the midst of many commits.
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

async function terminate(): Promise<Told[]> {
  const told: Told[] = []
  for (let round = 0; round < 5; round += 1) {
    const appending = Array.from({ length: 400 }, () => append('terminated'))
    // Until the first is answered, so that the thread is at work on the others.
    await Promise.race(appending)
    await threads.at(-1)?.terminate()
    told.push(...(await Promise.all(appending)), await append('after the end'))
  }
  return told
}

async function fill(): Promise<Told[]> {
  const told: Told[] = []
  while (told.filter(({ outcome }) => outcome !== 'stored').length < 5) {
    told.push(...(await Promise.all([append('x'.repeat(50_000)), append('y'.repeat(50_000))])))
  }
  return told
}

console.log(JSON.stringify(task === 'fill' ? await fill() : await terminate()))
await log.close()
