/** Of the older half is forgotten what is older than this many commits: the store knows it too. */
const mostCommits = 8_192

/** What a commit wrote under some tags: with whole commits in one place, `position` is that of its last event. */
export interface Place {
  readonly position: number
  readonly tags: readonly string[]
}

interface Entry {
  readonly position: number
  readonly command: string
}

/**
 * The end of the log in memory: what stands after `base` under which tag. Whoever keeps it adds every commit that
 * follows, so that it is whole; commands may be named by anything that is theirs alone.
 */
export class RecentTail {
  #generations: [older: Generation, newer: Generation] = [new Generation(0), new Generation(0)]

  /** Nothing at or before it is known here. */
  get base(): number {
    return this.#generations[0].base
  }

  /** Forgets everything, for a log that now ends here. */
  reset(tail: number): void {
    this.#generations = [new Generation(tail), new Generation(tail)]
  }

  /** Forgets the oldest part, when there is much; to be called between commits. */
  forgetOldest(tail: number): void {
    const [, newer] = this.#generations
    if (newer.commands.size >= mostCommits) this.#generations = [newer, new Generation(tail)]
  }

  add(command: string, places: readonly Place[]): void {
    this.#generations[1].add(command, places)
  }

  has(command: string): boolean {
    return this.#generations.some(({ commands }) => commands.has(command))
  }

  /** Whether a place was added with this position. */
  hasPlaceAt(position: number): boolean {
    return this.#generations.some(({ positions }) => positions.has(position))
  }

  /** Whether an event with the tag stands after the position and after `base`, by a command that is not among the seen. */
  hasStrangerAfter(tag: string, after: number, seen: ReadonlySet<string>): boolean {
    return this.#generations.some((generation) => generation.hasStrangerAfter(tag, after, seen))
  }
}

class Generation {
  readonly commands = new Set<string>()
  readonly positions = new Set<number>()
  readonly #byTag = new Map<string, Entry[]>()

  constructor(readonly base: number) {}

  add(command: string, places: readonly Place[]): void {
    this.commands.add(command)
    for (const { position, tags } of places) {
      this.positions.add(position)
      const entry: Entry = { position, command }
      for (const tag of tags) {
        const entries = this.#byTag.get(tag)
        if (entries === undefined) this.#byTag.set(tag, [entry])
        else entries.push(entry)
      }
    }
  }

  hasStrangerAfter(tag: string, after: number, seen: ReadonlySet<string>): boolean {
    const entries = this.#byTag.get(tag) ?? []
    for (let index = entries.length - 1; index >= 0; index -= 1) {
      const { position, command } = entries[index] as Entry
      if (position <= after) return false
      if (!seen.has(command)) return true
    }
    return false
  }
}
