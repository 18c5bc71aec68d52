import { publishedEvent, type PublishingLog } from '#contracts'
import { inTodaysShape, unitRegistered, unitTag, type DataOf } from '#domain'
import type { Position, RecordedEvent } from '#event-log'

/** What filters look at. */
export interface EventFacts {
  readonly position: Position
  readonly type: string
  readonly tags: readonly string[]
  /** The tag of the unit in which it lies, which it need not bear. */
  readonly unit: string
  /** Of a unit's registration: which unit, and which one stands above it. */
  readonly registers?: { readonly unit: string; readonly parent: string } | undefined
}

/** An event as the feed sends it. */
export interface FeedEvent extends EventFacts {
  readonly eventId: string
  /** The published event in structured mode, on one line. */
  readonly json: string
}

export const factsOf = (event: RecordedEvent): EventFacts => {
  const { position, type, tags, unit } = event
  return { position, type, tags, unit: unitTag(unit), registers: registrationIn(event) }
}

/** Whoever filters has found the facts before. */
export const feedEventOf = (event: RecordedEvent, log: PublishingLog, facts = factsOf(event)): FeedEvent => ({ ...facts, eventId: event.eventId, json: JSON.stringify(publishedEvent(event, log)) })

/** Unit and parent are tags of the event too, and a correction keeps the tags: they stand for ever. */
export const registrationIn = (event: RecordedEvent): EventFacts['registers'] => {
  if (event.type !== unitRegistered.type) return undefined
  const { unit, parent } = inTodaysShape(event).data as DataOf<typeof unitRegistered>
  return parent && { unit: unitTag(unit), parent: unitTag(parent) }
}
