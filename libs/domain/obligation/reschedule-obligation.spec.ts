import { describe, expect, it } from '@jest/globals'
import { correctEvent, paper, withoutDayAndPaper } from '../testing/examples.js'
import { createObligation, days, owing, pooled, recordRecovery, rescheduleObligation } from '../testing/examples-project.js'
import { obligation, outstanding } from './obligation.js'
import { scheduleOn, standingOf } from './schedule.js'

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'
const later = { dueOn: '2026-03-31', amountDong: 400_000 }
const last = { dueOn: '2027-03-31', amountDong: 600_000 }

/** Sính owes a million đồng of four. */
describe('rescheduling an obligation', () => {
  it('gives other days to what is outstanding, and never changes what is owed', () => {
    const { scenario, moneyObligation: { id } } = pooled()
    scenario.when(rescheduleObligation(id, [later, last])).records('obligation-rescheduled')
    expect(scenario.lastEvent.data).toMatchObject({ outstanding: { unit: 'dong', amountDong: 1_000_000 }, instalments: [later, last], fundingLines: [{ amountDong: 900_000 }, { amountDong: 100_000 }] })
    const state = scenario.state(obligation(id))
    expect([state.created?.owed, outstanding(state)]).toEqual([{ unit: 'dong', amountDong: 4_000_000 }, 1_000_000])
    expect(standingOf(scheduleOn(state, '2026-11-01'), 3_000_000, '2026-11-01')).toEqual({ due: 3_400_000, received: 3_000_000, outstanding: 1_000_000, lateSince: '2026-03-31' })
  })

  it('counts heads where animals are owed', () => {
    const { scenario, animalObligation: { id } } = owing()
    scenario.when(rescheduleObligation(id, [{ dueOn: '2027-03-31', count: 1 }])).records('obligation-rescheduled')
    expect(scenario.lastEvent.data).toMatchObject({ outstanding: { unit: 'animals', species: 'cow', count: 1 } })
  })

  it('refuses more or less than was outstanding on its day, and another unit', () => {
    const { scenario, moneyObligation: { id } } = pooled()
    scenario.when(rescheduleObligation(id, [later])).refuses('instalments-unlike-sum', { owed: 1_000_000, sum: 400_000 })
    scenario.when(rescheduleObligation(id, [{ ...last, amountDong: 1_000_001 }])).refuses('instalments-unlike-sum')
    scenario.when(rescheduleObligation(id, [{ dueOn: last.dueOn, count: 1 }])).refuses('instalment-in-other-unit')
  })

  it('goes by what was outstanding on the day of its minutes, though a later receipt was typed in before', () => {
    const { scenario, moneyObligation: { id } } = pooled()
    const minutes = { occurredOn: '2024-03-08', paper: paper('09/BB', '2024-03-08') }
    scenario.when(rescheduleObligation(id, [{ dueOn: '2026-12-31', amountDong: 4_000_000 }], minutes)).records('obligation-rescheduled')
    expect(outstanding(scenario.state(obligation(id)))).toBe(1_000_000)
  })

  it('refuses what is not owed, not yet or not any more', () => {
    const { scenario, animalObligation: { id } } = pooled()
    scenario.when(rescheduleObligation(unknownId, [last])).refuses('obligation-unknown')
    scenario.when(rescheduleObligation(id, [{ dueOn: last.dueOn, count: 1 }])).refuses('nothing-left-to-reschedule', { day: days.recovered })
    scenario.when(rescheduleObligation(id, [{ dueOn: last.dueOn, count: 1 }], { occurredOn: '2023-11-24' })).refuses('rescheduled-before-obligation', { createdOn: '2023-11-25' })
  })

  it('refuses days before its own, and beyond a cycle from it', () => {
    const { scenario, moneyObligation: { id } } = pooled()
    scenario.when(rescheduleObligation(id, [{ dueOn: '2024-11-19', amountDong: 1_000_000 }])).refuses('due-before-it-is-owed')
    scenario.when(rescheduleObligation(id, [{ dueOn: '2027-11-21', amountDong: 1_000_000 }])).refuses('due-after-cycle', { lastDueOn: '2027-11-20' })
  })

  it('refuses the same minutes twice', () => {
    const { scenario, moneyObligation: { id } } = pooled()
    scenario.given(rescheduleObligation(id, [later, last]))
    scenario.when(rescheduleObligation(id, [later, last])).refuses('paper-already-recorded')
  })

  it('is put right or annulled by a correction, and keeps its obligation from falling below it', () => {
    const { scenario, projectId, sinh, moneyObligation } = owing()
    const { id } = moneyObligation
    const all = { dueOn: '2026-12-31', amountDong: 4_000_000 }
    scenario.given(rescheduleObligation(id, [all]))
    const { eventId } = scenario.lastEvent
    scenario.when(correctEvent(moneyObligation.eventId, withoutDayAndPaper(createObligation(projectId, sinh, { amountDong: 3_000_000 })))).refuses('rescheduled-above-owed', { rescheduledOn: days.recovered })
    scenario.when(correctEvent(moneyObligation.eventId)).refuses('rescheduled-above-owed')
    scenario.when(correctEvent(eventId, withoutDayAndPaper(rescheduleObligation(id, [{ ...all, dueOn: '2027-06-30' }])))).records('event-corrected')
    scenario.given(correctEvent(eventId))
    expect(scenario.state(obligation(id)).reschedulings).toEqual([])
  })

  it('meets its first instalments with a receipt of an earlier day that comes in late', () => {
    const { scenario, moneyObligation: { id } } = pooled()
    scenario.given(rescheduleObligation(id, [later, last]))
    scenario.given(recordRecovery(id, { amountDong: 400_000, occurredOn: '2024-10-01', paper: paper('19/PT', '2024-10-01') }))
    const state = scenario.state(obligation(id))
    expect(standingOf(scheduleOn(state, '2026-11-01'), 3_400_000, '2026-11-01').lateSince).toBeUndefined()
  })
})
