/** What one reader, and all of them together, may cost a process. */
export interface FeedLimits {
  readonly mostReaders: number
  /** Unsent bytes of a stream at which nothing more is written to it; above a stream's high-water mark. */
  readonly mostUnsentBytes: number
  /** A stream whose unsent bytes stay so long is cut off. */
  readonly stallMs: number
  readonly heartbeatMs: number
  /** After how long a reader whose stream breaks off is to come again. */
  readonly retryMs: number
  /** Positions that are looked at for one page. */
  readonly lookAtMost: number
  /** A page ends with the event that reaches this length, in UTF-16 units. */
  readonly maxPageLength: number
  /** What is kept of the log's end for all readers. */
  readonly recentEvents: number
  readonly recentBytes: number
}

export const defaultLimits: FeedLimits = {
  mostReaders: 10_000, mostUnsentBytes: 262_144, stallMs: 30_000, heartbeatMs: 15_000, retryMs: 3_000,
  lookAtMost: 20_000, maxPageLength: 4_194_304, recentEvents: 8_192, recentBytes: 16_777_216,
}
