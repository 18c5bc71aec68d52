import type { CanonicalCommit } from '../canonical-commit.js'

/** Forgotten beyond this many events: the file knows them too. */
const mostEvents = 8_192

interface Place {
  readonly position: number
  readonly commandId: string
}

/**
 * The end of the log as far as this writer wrote it, in memory: what stands after `base` under which tag. It is whole,
 * since `sync` empties it as soon as anybody else has written.
 */
export class RecentTail {
  base = 0
  #tail = 0
  #byTag = new Map<string, Place[]>()
  #stored = new Set<string>()

  /** To be called with the file's own tail at the start of each transaction. */
  sync(tail: number): void {
    if (tail === this.#tail && tail - this.base < mostEvents) return
    this.base = tail
    this.#tail = tail
    this.#byTag = new Map()
    this.#stored = new Set()
  }

  /** To be called when the transaction was rolled back, or might have been. */
  forget(): void {
    this.#tail = -1
  }

  add({ commandId, events }: CanonicalCommit, firstPosition: number): void {
    this.#stored.add(commandId)
    this.#tail = firstPosition + events.length - 1
    events.forEach(({ tags }, index) => {
      for (const tag of tags) {
        const places = this.#byTag.get(tag)
        if (places === undefined) this.#byTag.set(tag, [{ position: firstPosition + index, commandId }])
        else places.push({ position: firstPosition + index, commandId })
      }
    })
  }

  has(commandId: string): boolean {
    return this.#stored.has(commandId)
  }

  /** Whether an event with the tag stands after the position and after `base`, by a command that is not among the seen. */
  hasStrangerAfter(tag: string, after: number, seen: ReadonlySet<string>): boolean {
    const places = this.#byTag.get(tag) ?? []
    for (let index = places.length - 1; index >= 0; index -= 1) {
      const { position, commandId } = places[index] as Place
      if (position <= after) return false
      if (!seen.has(commandId)) return true
    }
    return false
  }
}
