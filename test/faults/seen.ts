import { createHash } from 'node:crypto'
import { openSync, truncateSync, writeSync } from 'node:fs'
import type { RecordedEvent } from '#event-log'
import { linesOf } from './journal.js'

/** An event as the follower saw it. */
export interface Seen {
  readonly position: number
  readonly commandId: string
  /** Of the whole event. */
  readonly digest: string
}

export const seenOf = (event: RecordedEvent): Seen => ({
  position: event.position,
  commandId: event.commandId,
  digest: createHash('sha256').update(JSON.stringify(event)).digest('hex').slice(0, 16),
})

export const readSeen = (path: string): Seen[] =>
  linesOf(path).map((line) => {
    const [position, commandId = '', digest = ''] = line.split(' ')
    return { position: Number(position), commandId, digest }
  })

/** The follower's own file: what it saw, and so its place. */
export class SeenFile {
  readonly #file: number
  #place: number

  constructor(path: string) {
    const lines = linesOf(path)
    // A kill may cut a large write at any byte.
    truncateSync(path, lines.reduce((bytes, line) => bytes + Buffer.byteLength(line) + 1, 0))
    this.#file = openSync(path, 'a')
    this.#place = Number(lines.at(-1)?.split(' ')[0] ?? 0)
  }

  get place(): number {
    return this.#place
  }

  write(events: readonly RecordedEvent[]): void {
    const text = events.map(seenOf).map(({ position, commandId, digest }) => `${position} ${commandId} ${digest}\n`).join('')
    writeSync(this.#file, text)
    this.#place = events.at(-1)?.position ?? this.#place
  }
}
