/** Any JSON value; numbers are safe integers (whole đồng, grams, half labour days), text is NFC and has no NUL. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** 1, 2, 3 … without gaps; 0 stands before the first event. */
export type Position = number

/** A unit of government, always with its code set: after mergers the same code names another unit. */
export interface UnitRef {
  readonly codeSet: string
  readonly code: string
}

/** Who did it: a random id; the person's name is in the vault. */
export interface Actor {
  readonly id: string
  readonly role: string
  readonly unit?: UnitRef | undefined
}

/** The paper that a fact stands on. `date` is a day (YYYY-MM-DD), `scanHash` a SHA-256 in hex. */
export interface Paper {
  readonly number: string
  readonly date: string
  readonly issuer: string
  readonly signer?: string | undefined
  readonly title?: string | undefined
  readonly scanHash?: string | undefined
}

export type EntrySource = 'paper' | 'app' | 'import' | 'policy'

/** What a writer says of one event; the log adds position, ids and `recordedAt`. */
export interface NewEvent {
  readonly type: string
  readonly version: number
  readonly data: JsonObject
  /** What the event is about, and the boundaries of consistency: `household:…`, `project:…`; sorted, without repeats. */
  readonly tags: readonly string[]
  /** The one of the tags that is its key on a topic. */
  readonly subject: string
  /** The day on the paper, YYYY-MM-DD, in Asia/Ho_Chi_Minh. */
  readonly occurredOn: string
  readonly paper?: Paper | undefined
  readonly unit: UnitRef
  readonly ruleSetId?: string | undefined
  readonly correctsEventId?: string | undefined
}

/** What all events of a commit share. */
export interface CommitMetadata {
  readonly actor: Actor
  readonly entrySource: EntrySource
  readonly correlationId: string
  readonly causationId?: string | undefined
}

/** An event as it stands in the log for ever. */
export interface RecordedEvent extends NewEvent, CommitMetadata {
  readonly position: Position
  /** UUIDv5 of the commandId and the event's index in its commit. */
  readonly eventId: string
  /** The instant it entered the log, ISO 8601 in UTC with milliseconds; never below its predecessor's. */
  readonly recordedAt: string
  readonly commandId: string
}
