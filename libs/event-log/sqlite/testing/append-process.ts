import { writeSync } from 'node:fs'
import { countUp } from '../../contract/count-up.js'
import { toyCommit, toyEvent } from '../../contract/toy-commit.js'
import type { EventLog } from '../../event-log.js'
import { openSqliteEventLog } from '../sqlite-event-log.js'

// Test support: a process that writes to a log until it has done its share, or is killed.
// append-process.js <file> count <times> | append-process.js <file> append

/** At once into the pipe: what was said is said, whenever the kill comes. */
const say = (line: string): number => writeSync(1, `${line}\n`)

async function appendForEver(log: EventLog): Promise<never> {
  for (let index = 0; ; index += 1) {
    const { commandId } = toyCommit([])
    const count = 1 + (index % 3)
    const events = Array.from({ length: count }, () => toyEvent(['all', `commit:${commandId}`], { data: { count } }))
    say(`try ${commandId}`)
    await log.append(toyCommit([], { commandId, events, condition: { tags: [`commit:${commandId}`], after: 0 } }))
    say(`stored ${commandId}`)
  }
}

const [file, task, times] = process.argv.slice(2)
if (file === undefined) throw new Error('a file is needed')
const log = await openSqliteEventLog({ file })
say('ready')
if (task === 'count') await Promise.all([countUp(log, Number(times)), countUp(log, Number(times))])
else await Promise.all(Array.from({ length: 8 }, () => appendForEver(log)))
await log.close()
