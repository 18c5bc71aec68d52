import type { Position } from '#event-log'

/** The reader's place is in another incarnation of the log: a backup was restored, and what it has may never have been. It begins anew. */
export class LogReplaced extends Error {
  override readonly name = 'LogReplaced'
  constructor(readonly asked: string, readonly incarnation: string) {
    super(`the log is incarnation ${incarnation}, not ${asked}`)
  }
}

/** The reader's place is behind the log's end: it is not this log's. */
export class BeyondLog extends Error {
  override readonly name = 'BeyondLog'
  constructor(readonly after: Position, readonly head: Position, readonly incarnation: string) {
    super(`position ${after} is behind the log's end at ${head}`)
  }
}

/** This process has as many readers as it bears; another process or a later attempt may have room. */
export class TooManyReaders extends Error {
  override readonly name = 'TooManyReaders'
}
