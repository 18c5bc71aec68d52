import type { Position } from '#event-log'

/** A topic that a log is published on, and what goes with it. */
export interface PublishedTopic {
  readonly name: string
  readonly partitions: number
}

/** A record as it goes onto the topic; its key is never left out, since order is kept within a key. */
export interface TopicMessage {
  readonly key: string
  readonly value: string
  readonly headers: Readonly<Record<string, string>>
  /** Of the event, in ms since 1970. */
  readonly timestampMs: number
}

/** The last record of a partition that is an event: its incarnation and position, as its headers say. */
export interface LastRecord {
  readonly incarnation: string
  readonly position: Position
}

/** What a topic tells of how far it was written. */
export interface TopicPlace {
  /** Committed together with the events of one incarnation; undefined where there is none, or no longer. */
  readonly marker: Position | undefined
  /** Of every partition that has events. */
  readonly lastRecords: readonly LastRecord[]
  /** Nothing was ever written, or nothing is left. */
  readonly isEmpty: boolean
}

/** A broker as the relay needs it. kafkajs stands behind it, and another client can take its place. */
export interface TopicBroker {
  /** Makes the topic and its marker where they are missing; throws `RelayStopped` where they have other settings than are needed. */
  prepare(topic: PublishedTopic): Promise<void>
  /**
   * A writer that nobody shares the topic with: whoever wrote to it before can't any more, and what that left open
   * has been ended, one way or the other, when this resolves.
   */
  takeOver(topic: PublishedTopic, incarnation: string): Promise<TopicWriter>
}

/** After any error it is of no use, and is thrown away. */
export interface TopicWriter {
  findPlace(): Promise<TopicPlace>
  /** Onto the topic, with the position that they reach: all of it or nothing. One call at a time. */
  write(messages: readonly TopicMessage[], upTo: Position): Promise<void>
  /** Closes its connections, without waiting for what hangs on them. */
  discard(): Promise<void>
}
