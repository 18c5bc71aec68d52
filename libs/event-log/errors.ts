/** The condition did not hold: somebody else wrote to one of the tags. Decide again. */
export class Conflict extends Error {
  override readonly name = 'Conflict'
  constructor(readonly tag: string) {
    super(`an event with tag ${tag} was stored in between`)
  }
}

/** The commandId belongs to another command. Nothing was stored. */
export class CommandIdReused extends Error {
  override readonly name = 'CommandIdReused'
  constructor(readonly commandId: string) {
    super(`command id ${commandId} was used for another command`)
  }
}

/** The commit itself is wrong (no events, NUL in a text, a number that is no safe integer, too large). Nothing was stored. */
export class InvalidCommit extends Error {
  override readonly name = 'InvalidCommit'
}

/** The writer's clock is more than 2 s behind the log's last event. Nothing was stored. */
export class ClockOff extends Error {
  override readonly name = 'ClockOff'
}

/** The log could not be reached or written; surely nothing was stored. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable'
}

/** The commit may or may not have been stored: repeat it with the same commandId. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown'
}

/** The log has moved: it takes no more commits, and its successor does. Nothing was stored. */
export class LogMoved extends Error {
  override readonly name = 'LogMoved'
  constructor(readonly successor: string) {
    super(`the log has moved to ${successor}`)
  }
}

/** What was to be copied does not follow on what is there: another log, or one that went on by itself. Nothing was stored. */
export class NotTheNextCommit extends Error {
  override readonly name = 'NotTheNextCommit'
}
