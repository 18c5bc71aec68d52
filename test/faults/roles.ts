import { join } from 'node:path'
import { readJournal, type Saying } from './journal.js'
import { readSeen, type Seen } from './seen.js'
import { StartedProcess } from './started-process.js'

/** A writer: its application's name, by which proxies know it, its file and its process. */
export interface Writer {
  readonly application: string
  readonly process: StartedProcess
  said(): Saying[]
}

/** One waits as long as writers do, and hardly ever gets anything but an outcome; the other gives up before a primary can be elected. */
const appendTimeoutsMs = { 'writer-one': 10_000, 'writer-two': 1_500 } as const

/** Who takes part in a round: two writers and a follower. */
export class Roles {
  readonly writers: readonly Writer[]
  readonly follower: StartedProcess
  readonly #seenFile: string

  constructor(uri: string, folder: string) {
    this.writers = Object.entries(appendTimeoutsMs).map(([application, timeoutMs]) => {
      const file = join(folder, `${application}.jsonl`)
      return { application, process: new StartedProcess('writer-process', [uri, application, file, String(timeoutMs)]), said: () => readJournal(file) }
    })
    this.#seenFile = join(folder, 'follower.txt')
    this.follower = new StartedProcess('follower-process', [uri, 'follower', this.#seenFile])
  }

  get processes(): readonly StartedProcess[] {
    return [...this.writers.map(({ process }) => process), this.follower]
  }

  /** Whatever would still start one of them. */
  async endForGood(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.endForGood()))
  }

  said(): Saying[] {
    return this.writers.flatMap((writer) => writer.said())
  }

  seen(): Seen[] {
    return readSeen(this.#seenFile)
  }
}
