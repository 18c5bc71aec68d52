import { writeSync } from 'node:fs'
import type { EventLog } from '../event-log.js'
import { countUp } from './count-up.js'
import { toyCommit, toyEvent } from './toy-commit.js'

/** At once into the pipe: what was said is said, whenever the kill comes. */
const say = (line: string): number => writeSync(1, `${line}\n`)

/** Test support: what a process does that writes to a log until it has done its share, or is killed: `count <times>` or `append`. */
export async function doAppendWork(log: EventLog, task: string | undefined, times: string | undefined): Promise<void> {
  say('ready')
  if (task === 'count') await Promise.all([countUp(log, Number(times)), countUp(log, Number(times))])
  else await Promise.all(Array.from({ length: 8 }, () => appendForEver(log)))
}

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
