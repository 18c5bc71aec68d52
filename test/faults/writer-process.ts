import { once } from 'node:events'
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Increments } from './increments.js'
import { Journal, readJournal, unansweredOf } from './journal.js'
import { endWithParent } from './started-process.js'
import { openStores } from './stores.js'

// A process that writes until it is told to end (SIGTERM), or is killed. It begins with what its predecessor left unanswered.
// writer-process.js <uri> <application> <journal> <timeout of an append in ms>

const callers = 8
const mostThinkingMs = 40

const [, , uri, application, file, appendTimeoutMs] = process.argv
if (uri === undefined || application === undefined || file === undefined) throw new Error('writer-process.js <uri> <application> <journal> <timeout>')
endWithParent()
const ending = new AbortController()
void once(process, 'SIGTERM').then(() => ending.abort())

const unanswered = unansweredOf(readJournal(file))
const journal = new Journal(file)
await using stores = await openStores(uri, { appName: application, appendTimeoutMs: Number(appendTimeoutMs) })
const increments = new Increments(stores.log, journal)

const writeOn = async (): Promise<void> => {
  while (!ending.signal.aborted) {
    await increments.runSome()
    await sleep(randomInt(mostThinkingMs))
  }
}
await Promise.all([...unanswered.map((increment) => increments.takeOver(increment)), ...Array.from({ length: callers }, writeOn)])
journal.close()
