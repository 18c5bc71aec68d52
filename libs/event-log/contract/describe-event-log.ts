import { afterEach, beforeEach, describe } from '@jest/globals'
import type { EventLog } from '../event-log.js'
import { appendingPromises } from './appending-promises.js'
import { conditionPromises } from './condition-promises.js'
import { followingPromises } from './following-promises.js'
import { modelPromises } from './model-promises.js'
import { readingPromises } from './reading-promises.js'

export interface OpenOptions {
  readonly clock?: () => Date
}

/** One log, empty at first, that a test may open several times. */
export interface LogPlace {
  open(options?: OpenOptions): Promise<EventLog>
  /** Closes what is still open, and removes the log. */
  remove(): Promise<void>
}

/** The log of the running test, opened once, with further handles on demand, as other processes would have them. */
export interface LogUnderTest {
  readonly log: EventLog
  readonly place: LogPlace
}

/** The contract that every store of the event log passes. */
export function describeEventLog(name: string, newPlace: () => Promise<LogPlace>): void {
  describe(name, () => {
    const current: { log?: EventLog; place?: LogPlace } = {}
    beforeEach(async () => {
      current.place = await newPlace()
      current.log = await current.place.open()
    })
    afterEach(async () => current.place?.remove())
    const underTest = (): LogUnderTest => {
      const { log, place } = current
      if (!log || !place) throw new Error('no log is open')
      return { log, place }
    }
    describe('appending', () => appendingPromises(underTest))
    describe('conditions', () => conditionPromises(underTest))
    describe('reading', () => readingPromises(underTest))
    describe('following', () => followingPromises(underTest))
    describe('compared with the model', () => modelPromises(newPlace))
  })
}
