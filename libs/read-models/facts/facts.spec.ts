import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { v5 } from 'uuid'
import type { RecordedEvent } from '#event-log'
import { foldFact, type FactsDocument } from './facts.js'

const namespace = '5b0e5d5e-7b1c-4b51-9a53-6b0f4ce5a001'

interface Entry {
  readonly day: number
  /** Corrections of this entry, entered some time after it. */
  readonly corrections: readonly ('replaced' | 'annulled')[]
}

const entries = fc.uniqueArray(fc.record({ day: fc.integer({ min: 1, max: 28 }), corrections: fc.array(fc.constantFrom('replaced' as const, 'annulled' as const), { maxLength: 3 }) }), { selector: ({ day }) => day, maxLength: 12 })

const eventsOf = ({ day, corrections }: Entry): Omit<RecordedEvent, 'position' | 'recordedAt'>[] => {
  const occurredOn = `2025-03-${String(day).padStart(2, '0')}`
  const eventId = v5(`fact-${day}`, namespace)
  const common = {
    version: 1, tags: ['household:h'], subject: 'household:h', occurredOn, unit: { codeSet: 'x', code: '1' }, actor: { id: 'a', role: 'officer' }, entrySource: 'app' as const, correlationId: 'c', commandId: 'c',
  }
  return [
    { ...common, eventId, type: 'fact', data: { amountDong: day } },
    ...corrections.map((effect, index) => ({
      ...common, eventId: v5(`correction-${day}-${index}`, namespace), type: 'event-corrected', correctsEventId: eventId,
      data: { correctedEventId: eventId, correctedType: 'fact', correctedVersion: 1, effect, finding: 'x', ...(effect === 'replaced' ? { replacement: { amountDong: 100 * day + index } } : {}) },
    })),
  ]
}

/** Puts every list's events in, in their own order, but the lists in any order among each other. */
const mixed = (lists: readonly (readonly Omit<RecordedEvent, 'position' | 'recordedAt'>[])[], choices: readonly number[]): RecordedEvent[] => {
  const left = lists.map((list) => [...list])
  const order: RecordedEvent[] = []
  for (let step = 0; left.some((list) => list.length > 0); step += 1) {
    const open = left.filter((list) => list.length > 0)
    const event = open[(choices[step % choices.length] ?? 0) % open.length]?.shift()
    if (event !== undefined) order.push({ ...event, position: step + 1, recordedAt: new Date(step).toISOString() })
  }
  return order
}

const fold = (events: readonly RecordedEvent[]): FactsDocument | undefined => events.reduce<FactsDocument | undefined>(foldFact, undefined)

const withoutEntry = (document: FactsDocument | undefined): unknown =>
  JSON.parse(JSON.stringify(document ?? {}, (key, value: unknown) => (key === 'position' || key === 'recordedAt' ? undefined : value)))

describe('the facts of a household or a project', () => {
  it('are the same in whatever order facts of different days are entered', () =>
    fc.assert(fc.property(entries, fc.array(fc.nat(), { minLength: 1 }), (some, choices) => {
      const lists = some.map(eventsOf)
      expect(withoutEntry(fold(mixed(lists, choices)))).toEqual(withoutEntry(fold(lists.flat().map((event, index) => ({ ...event, position: index + 1, recordedAt: '' })))))
    })))

  it('stand by day, those of one day as they were entered', () => {
    const [first, second] = [eventsOf({ day: 2, corrections: [] }), eventsOf({ day: 1, corrections: [] })].flat()
    if (first === undefined || second === undefined) throw new Error('two events')
    const again = { ...first, eventId: 'again' }
    const document = fold([first, again, second].map((event, index) => ({ ...event, position: index + 1, recordedAt: '' })))
    expect(document?.facts.map(({ position }) => position)).toEqual([3, 1, 2])
  })

  it('keep what held before a correction, and which event put it right', () => {
    const events = eventsOf({ day: 3, corrections: ['replaced', 'replaced', 'annulled'] })
    const [fact] = fold(events.map((event, index) => ({ ...event, position: index + 1, recordedAt: `at ${index + 1}` })))?.facts ?? []
    expect(fact).toMatchObject({
      data: { amountDong: 301 }, annulled: true,
      corrections: [
        { effect: 'replaced', recordedAt: 'at 2', before: { data: { amountDong: 3 } } },
        { effect: 'replaced', recordedAt: 'at 3', before: { data: { amountDong: 300 } } },
        { effect: 'annulled', recordedAt: 'at 4', before: { data: { amountDong: 301 } } },
      ],
    })
  })

  it('throw at a correction of something that is not theirs, so that the document is parked', () => {
    const [, correction] = eventsOf({ day: 3, corrections: ['annulled'] })
    if (correction === undefined) throw new Error('a correction')
    expect(() => fold([{ ...correction, position: 1, recordedAt: '' }])).toThrow('which is not here')
  })
})
