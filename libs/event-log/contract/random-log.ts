import fc from 'fast-check'
import type { Commit, EventLog } from '../event-log.js'
import type { NewEvent } from '../event.js'
import { toyCommit, toyEvent } from './toy-commit.js'

/** Any text that a log takes: NFC, no NUL, no lone surrogate. */
const texts = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\0', '').normalize('NFC'))

const events: fc.Arbitrary<NewEvent> = fc.record({
  tags: fc.uniqueArray(fc.oneof(fc.constantFrom('a', 'b', 'c', 'hộ:1'), texts.map((text) => `x:${text}`)), { minLength: 1, maxLength: 5 }),
  type: fc.constantFrom('thing-happened', 'việc-khác'),
  data: fc.dictionary(texts, fc.oneof(texts, fc.maxSafeInteger(), fc.boolean(), fc.constant(null), fc.array(texts, { maxLength: 3 })), { maxKeys: 4, noNullPrototype: true }),
  paper: fc.option(fc.record({ number: texts, date: fc.constant('2025-02-28'), issuer: texts, signer: texts }, { requiredKeys: ['number', 'date', 'issuer'] }), { nil: undefined }),
  correctsEventId: fc.option(texts, { nil: undefined }),
}).map(({ tags, ...rest }) => toyEvent(tags, rest))

/** Small logs of commits of one to a few events, with all that an event may hold. */
export const randomLogs: fc.Arbitrary<Commit[]> = fc.array(
  fc.record({ events: fc.array(events, { minLength: 1, maxLength: 4 }), fingerprint: texts.map((text) => `f${text}`), causationId: fc.option(texts, { nil: undefined }) }, { requiredKeys: ['events', 'fingerprint'] }),
  { maxLength: 12 },
).map((commits) => commits.map((rest) => toyCommit([], rest)))

export async function appendAll(log: EventLog, commits: readonly Commit[]): Promise<void> {
  for (const commit of commits) await log.append(commit)
}
