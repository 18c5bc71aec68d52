import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { dueBy, met, scheduleOn, standingOf, sumOf, type Instalment } from './schedule.js'

const schedule: readonly Instalment[] = [{ dueOn: '2024-06-30', quantity: 3 }, { dueOn: '2024-12-31', quantity: 2 }, { dueOn: '2025-06-30', quantity: 5 }]

describe('what is due by a day', () => {
  it('is what the instalments up to and with that day add up to', () => {
    expect(['2024-06-29', '2024-06-30', '2025-01-01', '2026-01-01'].map((day) => dueBy(schedule, day))).toEqual([0, 3, 5, 10])
  })

  it('is met in the order of the instalments', () => {
    expect(met(schedule, 4).map(({ received }) => received)).toEqual([3, 1, 0])
  })

  it('is late from the day after, since the first instalment that is not met', () => {
    expect(standingOf(schedule, 0, '2024-06-30')).toEqual({ due: 3, received: 0, outstanding: 10, lateSince: undefined })
    expect(standingOf(schedule, 0, '2024-07-01').lateSince).toBe('2024-06-30')
    expect(standingOf(schedule, 4, '2025-01-01')).toEqual({ due: 5, received: 4, outstanding: 6, lateSince: '2024-12-31' })
    expect(standingOf(schedule, 5, '2025-01-01').lateSince).toBeUndefined()
    expect(standingOf(schedule, 10, '2026-01-01')).toMatchObject({ outstanding: 0, lateSince: undefined })
  })
})

describe('a schedule after a rescheduling', () => {
  const rescheduled = (instalments: readonly Instalment[], from = '2024-09-01') => ({ created: { instalments: schedule }, reschedulings: [{ from, value: instalments }] })

  it('keeps what had been met, and has the new days for the rest', () => {
    const state = rescheduled([{ dueOn: '2025-03-31', quantity: 3 }, { dueOn: '2025-12-31', quantity: 3 }])
    expect(scheduleOn(state, '2024-08-31')).toEqual(schedule)
    expect(scheduleOn(state, '2024-09-01')).toEqual([{ dueOn: '2024-06-30', quantity: 3 }, { dueOn: '2024-09-01', quantity: 1 }, { dueOn: '2025-03-31', quantity: 3 }, { dueOn: '2025-12-31', quantity: 3 }])
  })

  it('is late since its own day where a correction takes an earlier receipt away', () => {
    const state = rescheduled([{ dueOn: '2025-12-31', quantity: 7 }])
    expect(standingOf(scheduleOn(state, '2024-10-01'), 3, '2024-10-01').lateSince).toBeUndefined()
    expect(standingOf(scheduleOn(state, '2024-10-01'), 2, '2024-10-01').lateSince).toBe('2024-06-30')
  })

  it('always adds up to what is owed, in the order of its days', () =>
    fc.assert(fc.property(fc.array(fc.record({ month: fc.integer({ min: 1, max: 12 }), parts: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }) }), { maxLength: 4 }), (changes) => {
      const reschedulings = changes
        .map(({ month, parts }) => ({ from: `2024-${String(month).padStart(2, '0')}-15`, value: parts.map((quantity, index) => ({ dueOn: `2025-0${index + 1}-31`, quantity })) }))
        .filter(({ value }) => sumOf(value) <= 10)
        .sort((one, other) => (one.from < other.from ? -1 : 1))
      const held = scheduleOn({ created: { instalments: schedule }, reschedulings }, '2026-01-01')
      expect(sumOf(held)).toBe(10)
      expect(held.map(({ dueOn }) => dueOn)).toEqual(held.map(({ dueOn }) => dueOn).sort())
    })))
})
