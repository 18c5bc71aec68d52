import type { Commit, NewEvent } from '#event-log'
import type { ReadModel } from '#read-models'

/** A toy command: each of its counters goes up by one, in one commit. */
export interface Increment {
  readonly commandId: string
  readonly counters: readonly string[]
}

export const counters: readonly string[] = Array.from({ length: 24 }, (_, index) => `c${index + 1}`)

export const tagOfCounter = (counter: string): string => `counter:${counter}`

/** What a counter stands at, known up to a position of the log. */
export interface CounterState {
  readonly count: number
  readonly knownUpTo: number
}

/** Decided on the states: every event carries what its counter then stands at, so that a broken condition shows for ever. */
export const commitOf = ({ commandId, counters: names }: Increment, states: readonly CounterState[], seen: readonly string[] = []): Commit => ({
  commandId,
  fingerprint: `increment ${names.join(' ')}`,
  actor: { id: 'officer', role: 'officer' },
  entrySource: 'app',
  correlationId: commandId,
  events: names.map((counter, index) => incremented(counter, { count: (states[index]?.count ?? 0) + 1, index, of: names.length })),
  condition: { tags: names.map(tagOfCounter), after: Math.min(...states.map(({ knownUpTo }) => knownUpTo)), seen },
})

const incremented = (counter: string, data: { readonly count: number; readonly index: number; readonly of: number }): NewEvent => ({
  type: 'counter-incremented', version: 1, data: { counter, ...data }, tags: [tagOfCounter(counter)], subject: tagOfCounter(counter),
  occurredOn: '2026-01-01', unit: { codeSet: 'toy', code: '1' },
})

/** As an event says: which counter stands at what, and its place in its commit. */
export interface Incremented {
  readonly counter: string
  readonly count: number
  readonly index: number
  readonly of: number
}

export const incrementedOf = ({ data }: NewEvent): Incremented => data as unknown as Incremented

interface CounterDocument {
  readonly count: number
  readonly last: { readonly position: number; readonly eventId: string }
}

/** The read model that is kept while all of it goes on. */
export const counterModel: ReadModel<CounterDocument> = {
  name: 'counters',
  version: 1,
  keysOf: (event) => [incrementedOf(event).counter],
  tagOf: tagOfCounter,
  fold: (document, { position, eventId }) => ({ count: (document?.count ?? 0) + 1, last: { position, eventId } }),
}
