import { z } from 'zod'
import { defineEvent, sealed, type FactEvent } from './event-definition.js'

/**
 * A correction: a new event that annuls an earlier one or replaces its data. It carries the `occurredOn` and the tags
 * of what it corrects, and its own paper; of several corrections of one event the last recorded holds.
 */
export const eventCorrected = defineEvent({
  type: 'event-corrected',
  version: 1,
  sentence: { vi: 'Một sự kiện đã ghi được đính chính hoặc hủy bỏ.', en: 'A recorded event was corrected or annulled.' },
  payload: z.strictObject({
    correctedEventId: z.uuid(),
    correctedType: z.string(),
    correctedVersion: z.int(),
    effect: z.enum(['replaced', 'annulled']),
    /** The data that holds instead, in the shape of the corrected type. */
    replacement: z.record(z.string(), z.json()).optional(),
    finding: sealed('subject', z.string()),
  }),
  tags: () => [],
  subject: () => '',
  describe: ({ effect }) =>
    effect === 'annulled'
      ? { vi: 'Hủy một sự kiện đã ghi', en: 'Annulled a recorded event' }
      : { vi: 'Đính chính một sự kiện đã ghi', en: 'Corrected a recorded event' },
})

export type Correction = z.infer<typeof eventCorrected.payload>

export const isCorrection = (event: FactEvent): event is FactEvent<'event-corrected', Correction> => event.type === eventCorrected.type

/** What holds of these events after their corrections, in position order: annulled ones gone, replaced ones with their new data. */
export const effectiveEvents = (events: readonly FactEvent[]): FactEvent[] => {
  const corrections = new Map(events.filter(isCorrection).map((event) => [event.data.correctedEventId, event.data]))
  return events.flatMap((event) => {
    if (isCorrection(event)) return []
    const correction = corrections.get(event.eventId)
    if (correction === undefined) return [event]
    return correction.effect === 'annulled' ? [] : [{ ...event, version: correction.correctedVersion, data: correction.replacement }]
  })
}
