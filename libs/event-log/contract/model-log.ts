import { CommandIdReused, Conflict } from '../errors.js'
import { eventIdOf } from '../event-id.js'
import type { Appended, Commit, Query } from '../event-log.js'
import type { NewEvent, RecordedEvent } from '../event.js'

interface StoredCommit {
  readonly fingerprint: string
  readonly appended: Appended
}

/** The log's promises in their plainest form, in memory: what the stores are compared with. It keeps no time. */
export class ModelLog {
  readonly events: RecordedEvent[] = []
  readonly #commits = new Map<string, StoredCommit>()

  append(commit: Commit): Appended {
    const stored = this.#commits.get(commit.commandId)
    if (stored && stored.fingerprint !== commit.fingerprint) throw new CommandIdReused(commit.commandId)
    if (stored) return { ...stored.appended, repeated: true }
    this.#checkCondition(commit)
    const events = commit.events.map((event, index) => this.#record(commit, event, index))
    this.events.push(...events)
    const [firstPosition = 0, lastPosition = 0] = [events[0]?.position, events.at(-1)?.position]
    const appended = { firstPosition, lastPosition, eventIds: events.map(({ eventId }) => eventId), recordedAt: '', repeated: false }
    this.#commits.set(commit.commandId, { fingerprint: commit.fingerprint, appended })
    return appended
  }

  read({ tags, types, after = 0, upTo = Infinity, backwards = false, limit = Infinity }: Query): RecordedEvent[] {
    const matching = this.events.filter((event) =>
      event.position > after && event.position <= upTo
      && (!tags || tags.some((tag) => event.tags.includes(tag))) && (!types || types.includes(event.type)))
    if (backwards) matching.reverse()
    const last = matching[limit - 1]
    let end = last ? limit : matching.length
    while (last && matching[end]?.commandId === last.commandId) end += 1
    return matching.slice(0, end)
  }

  #checkCondition({ condition }: Commit): void {
    if (condition === undefined) return
    const { tags, after, seen = [] } = condition
    const missing = seen.find((commandId) => !this.#commits.has(commandId))
    if (missing !== undefined) throw new Conflict(tags[0] ?? missing)
    const strangers = this.events.filter(({ position, commandId }) => position > after && !seen.includes(commandId))
    const tag = tags.find((candidate) => strangers.some((event) => event.tags.includes(candidate)))
    if (tag !== undefined) throw new Conflict(tag)
  }

  #record({ actor, entrySource, correlationId, causationId, commandId }: Commit, event: NewEvent, index: number): RecordedEvent {
    const position = this.events.length + index + 1
    const whole = { ...event, actor, entrySource, correlationId, causationId, commandId, position, eventId: eventIdOf(commandId, index), recordedAt: '' }
    return JSON.parse(JSON.stringify(whole)) as RecordedEvent
  }
}
