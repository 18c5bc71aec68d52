import { describe, expect, it } from '@jest/globals'
import { correctEvent, paper, withoutDayAndPaper } from '../testing/examples.js'
import { approved, days, openPool, owing, passOnSupport, pooled, rankCandidates, selectRecipient } from '../testing/examples-project.js'
import { pool } from './pool.js'

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'
const on = (day: string, number: string) => ({ occurredOn: day, paper: paper(number, day) })

const opened = () => {
  const at = owing()
  at.scenario.given(openPool(at.projectId))
  return at
}

describe('ranking candidates', () => {
  it('keeps them in the order of their ranks, with public reasons', () => {
    const { scenario, projectId, minh, tam } = opened()
    const candidates = [{ householdId: tam, rank: 2, reasons: ['poor'] }, { householdId: minh, rank: 1, reasons: ['never-supported', 'has-barn'] }]
    scenario.when(rankCandidates(projectId, [], { candidates })).records('candidates-ranked')
    expect(scenario.lastEvent.data).toMatchObject({ ranked: 2, candidates: [{ householdId: minh, rank: 1, reasons: ['never-supported', 'has-barn'] }, { householdId: tam, rank: 2 }] })
    expect(scenario.lastEvent.tags).toEqual(expect.arrayContaining([`household:${minh}`, `household:${tam}`, `pool:${projectId}`]))
  })

  it('refuses ranks with gaps or ties, and a household twice', () => {
    const { scenario, projectId, minh, tam } = opened()
    const ranked = (...ranks: readonly (readonly [string, number])[]) => rankCandidates(projectId, [], { candidates: ranks.map(([householdId, rank]) => ({ householdId, rank, reasons: ['other'] })) })
    scenario.when(ranked([minh, 1], [tam, 3])).refuses('ranks-not-consecutive', { rank: 2 })
    scenario.when(ranked([minh, 1], [tam, 1])).refuses('ranks-not-consecutive', { rank: 2 })
    scenario.when(ranked([minh, 2])).refuses('ranks-not-consecutive', { rank: 1 })
    scenario.when(ranked([minh, 1], [minh, 2])).refuses('candidate-named-twice', { householdId: minh })
  })

  it('refuses households that are not there, no target, or supported already', () => {
    const { scenario, projectId, sinh, minh, hoa, tam } = opened()
    scenario.when(rankCandidates(projectId, [tam, unknownId])).refuses('household-unknown')
    scenario.when(rankCandidates(projectId, [hoa])).refuses('recipient-not-eligible', { reason: 'class-not-targeted' })
    scenario.when(rankCandidates(projectId, [minh], on('2025-12-02', '5/BB'))).refuses('recipient-not-eligible', { reason: 'escaped-too-long-ago' })
    scenario.when(rankCandidates(projectId, [sinh])).refuses('recipient-already-supported', { householdId: sinh })
  })

  it('replaces the ranking before it from its day on, whatever order they are entered in', () => {
    const { scenario, projectId, minh, tam } = opened()
    scenario.given(rankCandidates(projectId, [tam], on('2025-01-10', '6/BB')), rankCandidates(projectId, [minh, tam]))
    scenario.when(selectRecipient(projectId, minh, on('2025-01-12', '7/BB'))).refuses('recipient-not-ranked', { day: '2025-01-12' })
    scenario.when(selectRecipient(projectId, minh)).records('recipient-selected')
  })

  it('refuses the same minutes twice, and leaving out whom earlier minutes selected', () => {
    const { scenario, projectId, minh, tam } = opened()
    scenario.given(rankCandidates(projectId, [minh, tam]))
    scenario.when(rankCandidates(projectId, [minh, tam])).refuses('paper-already-recorded')
    scenario.given(selectRecipient(projectId, minh, on('2024-11-20', '8/BB')))
    scenario.when(rankCandidates(projectId, [tam], on('2024-11-10', '9/BB'))).refuses('selected-not-ranked', { householdId: minh })
    scenario.when(rankCandidates(projectId, [tam], on('2024-11-21', '9/BB'))).records('candidates-ranked')
  })

  it('is not annulled under a selection', () => {
    const { scenario, projectId, minh, tam } = opened()
    scenario.given(rankCandidates(projectId, [minh, tam]))
    const { eventId } = scenario.lastEvent
    scenario.given(selectRecipient(projectId, minh))
    scenario.when(correctEvent(eventId)).refuses('selected-not-ranked', { householdId: minh })
    scenario.when(correctEvent(eventId, withoutDayAndPaper(rankCandidates(projectId, [tam, minh])))).records('event-corrected')
  })
})

describe('selecting a recipient', () => {
  it('takes the first of those who wait; the next is then the first', () => {
    const { scenario, projectId, minh, tam } = opened()
    scenario.given(rankCandidates(projectId, [minh, tam]))
    scenario.when(selectRecipient(projectId, tam)).refuses('out-of-order-without-reason', { rank: 2, firstHouseholdId: minh })
    scenario.when(selectRecipient(projectId, minh)).records('recipient-selected')
    scenario.when(selectRecipient(projectId, tam)).records('recipient-selected')
    expect(scenario.state(pool(projectId)).recipients).toEqual({ [minh]: { selectedOn: days.selected }, [tam]: { selectedOn: days.selected } })
  })

  it('takes another one for a reason', () => {
    const { scenario, projectId, minh, tam } = opened()
    scenario.given(rankCandidates(projectId, [minh, tam]))
    scenario.when(selectRecipient(projectId, tam, { outOfOrderReason: 'Hộ xếp trước chưa làm xong chuồng' })).records('recipient-selected')
    expect(scenario.lastEvent.data).toMatchObject({ rank: 2, outOfOrderReason: 'Hộ xếp trước chưa làm xong chuồng' })
  })

  it('refuses who is not ranked on the day, was selected, or supported already', () => {
    const { scenario, projectId, sinh, minh, tam } = opened()
    scenario.when(selectRecipient(projectId, minh)).refuses('recipient-not-ranked', { householdId: minh })
    scenario.given(rankCandidates(projectId, [minh, tam]), selectRecipient(projectId, minh))
    scenario.when(selectRecipient(projectId, minh)).refuses('paper-already-recorded')
    scenario.when(selectRecipient(projectId, minh, on('2024-11-10', '10/BB'))).refuses('recipient-already-selected', { selectedOn: days.selected })
    scenario.when(selectRecipient(projectId, sinh)).refuses('recipient-already-supported')
    const at = pooled()
    at.scenario.given(passOnSupport(at.projectId, at.minh))
    at.scenario.when(selectRecipient(at.projectId, at.minh, on('2025-01-10', '11/BB'))).refuses('recipient-already-supported')
  })

  it('comes before something is passed on, and is not annulled under that', () => {
    const { scenario, projectId, minh } = pooled()
    scenario.when(passOnSupport(projectId, minh, { amountDong: 1, occurredOn: '2024-11-04' })).refuses('recipient-not-selected', { day: '2024-11-04' })
    const { eventId } = scenario.events.find(({ type, data }) => type === 'recipient-selected' && (data as { householdId: string }).householdId === minh) ?? { eventId: '' }
    scenario.given(passOnSupport(projectId, minh))
    scenario.when(correctEvent(eventId)).refuses('passed-on-not-selected', { householdId: minh })
    scenario.when(correctEvent(eventId, withoutDayAndPaper(selectRecipient(projectId, minh, { outOfOrderReason: 'Đổi lý do' })))).records('event-corrected')
  })

  it('refuses a project without a pool', () => {
    const { scenario, projectId, minh } = approved()
    scenario.when(selectRecipient(projectId, minh)).refuses('pool-not-open-on-day')
  })
})
