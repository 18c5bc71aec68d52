import { InvalidCommit, NotTheNextCommit } from './errors.js'
import { eventIdOf } from './event-id.js'
import type { Position, RecordedEvent } from './event.js'
import type { StoredCommit } from './movable-log.js'

/** Where a log ends: position and instant of its last event. */
export interface LogEnd {
  readonly position: Position
  readonly recordedAt: string
}

/** The events of commits that are to be stored as they are right behind `end`; throws before anything is stored where they can't be. */
export function eventsOfNext(commits: readonly StoredCommit[], end: LogEnd): RecordedEvent[][] {
  let { position, recordedAt } = end
  return commits.map((commit) => {
    if (commit.firstPosition !== position + 1) throw new NotTheNextCommit(`the log ends at ${position}, and the commit begins at ${commit.firstPosition}`)
    if (commit.recordedAt < recordedAt) throw new NotTheNextCommit(`the commit at ${commit.firstPosition} was recorded before its predecessor`)
    position += commit.events.length
    recordedAt = commit.recordedAt
    return eventsOf(commit)
  })
}

export const lastPositionOf = ({ firstPosition, events }: StoredCommit): Position => firstPosition + events.length - 1

/** What stands beside the bytes is made from them, so they must say the same as the commit does. */
function eventsOf(commit: StoredCommit): RecordedEvent[] {
  const { commandId, events, firstPosition, recordedAt } = commit
  if (events.length === 0) throw new InvalidCommit(`the commit at ${firstPosition} has no events`)
  return events.map((json, index) => {
    const event = parsed(json, firstPosition + index)
    const isOfCommit = event.position === firstPosition + index && event.commandId === commandId && event.recordedAt === recordedAt && event.eventId === eventIdOf(commandId, index)
    if (!isOfCommit) throw new InvalidCommit(`the event at ${firstPosition + index} says of itself that it is another one`)
    return event
  })
}

function parsed(json: string, position: Position): RecordedEvent {
  try {
    const event = JSON.parse(json) as RecordedEvent
    if (Array.isArray(event.tags)) return event
  } catch {
    // Said below: the text itself may be long, and sealed or not it is nobody's to read in a message.
  }
  throw new InvalidCommit(`the event at ${position} can't be parsed`)
}
