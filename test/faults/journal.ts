import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { Increment } from './counters.js'

/** What a writer says of a command, in the order in which it happened; instants in milliseconds since 1970. */
export type Saying = { readonly at: number; readonly commandId: string } & (
  | { readonly says: 'sent'; readonly counters: readonly string[] }
  /** By a writer in the place of one that was killed. */
  | { readonly says: 'taken-over' }
  | { readonly says: 'stored'; readonly firstPosition: number; readonly lastPosition: number; readonly repeated: boolean }
  /** Surely not stored, and not tried again. */
  | { readonly says: 'refused' }
  | { readonly says: 'unknown' }
  /** Unknown, and not tried again. */
  | { readonly says: 'abandoned' }
)

/** A writer's own file: what is written is written, whenever the kill comes. */
export class Journal {
  readonly #file: number

  constructor(path: string) {
    this.#file = openSync(path, 'a')
  }

  say(saying: DistributiveOmit<Saying, 'at'>): void {
    writeSync(this.#file, `${JSON.stringify({ at: Date.now(), ...saying })}\n`)
  }

  close(): void {
    closeSync(this.#file)
  }
}

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never

/** Empty where nothing was written yet. */
export const readJournal = (path: string): Saying[] => linesOf(path).map((line) => JSON.parse(line) as Saying)

/** Those sent to whose sender nobody has answered. */
export const unansweredOf = (sayings: readonly Saying[]): Increment[] => {
  const open = new Map<string, Increment>()
  for (const saying of sayings) {
    const { commandId, says } = saying
    if (says === 'sent') open.set(commandId, { commandId, counters: saying.counters })
    else if (says === 'stored' || says === 'refused' || says === 'abandoned') open.delete(commandId)
  }
  return [...open.values()]
}

/** The whole lines of a file; a last one without an end was being written when its process was killed. */
export const linesOf = (path: string): string[] => {
  const text = readFileSync(path, { encoding: 'utf8', flag: 'a+' })
  return text.slice(0, text.lastIndexOf('\n') + 1).split('\n').filter((line) => line !== '')
}
