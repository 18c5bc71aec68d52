import type { CanonicalCommit } from './canonical-commit.js'
import { ClockOff, CommandIdReused, Conflict, LogMoved, LogUnavailable, OutcomeUnknown } from './errors.js'
import { eventIdOf } from './event-id.js'
import type { Appended } from './event-log.js'

/** What became of one commit, as the store's writer says it. */
export type Outcome =
  | { readonly kind: 'appended'; readonly firstPosition: number; readonly lastPosition: number; readonly recordedAtMs: number; readonly repeated: boolean }
  | { readonly kind: 'conflict'; readonly tag: string }
  | { readonly kind: 'command-id-reused' }
  | { readonly kind: 'clock-off'; readonly message: string }
  | { readonly kind: 'moved'; readonly successor: string }
  /** `lasting`: the connection is not to be used again. */
  | { readonly kind: 'unavailable'; readonly message: string; readonly lasting: boolean }
  | { readonly kind: 'unknown'; readonly message: string }

export function appendedOf(outcome: Outcome, { commandId, events }: Pick<CanonicalCommit, 'commandId' | 'events'>): Appended {
  switch (outcome.kind) {
    case 'appended': {
      const { firstPosition, lastPosition, repeated } = outcome
      const eventIds = repeated || events.length === 0 ? eventIdsOf(commandId, lastPosition - firstPosition + 1) : events.map(({ eventId }) => eventId)
      return { firstPosition, lastPosition, eventIds, recordedAt: new Date(outcome.recordedAtMs).toISOString(), repeated }
    }
    case 'conflict': throw new Conflict(outcome.tag)
    case 'command-id-reused': throw new CommandIdReused(commandId)
    case 'clock-off': throw new ClockOff(outcome.message)
    case 'moved': throw new LogMoved(outcome.successor)
    case 'unavailable': throw new LogUnavailable(outcome.message)
    case 'unknown': throw new OutcomeUnknown(outcome.message)
  }
}

export const eventIdsOf = (commandId: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => eventIdOf(commandId, index))
