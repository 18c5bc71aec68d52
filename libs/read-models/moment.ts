import type { Position } from '#event-log'

/** What an answer stands for: everything recorded up to `position`. */
export interface Moment {
  readonly position: Position
  /** From this event on it is incomplete: something in it could not be folded, and waits to be repaired. */
  readonly incompleteSince?: Position | undefined
}
