import { describe, expect, it } from '@jest/globals'
import { foldState } from '../core/state.js'
import { project } from '../project/project.js'
import { correctEvent, paper, withoutDayAndPaper } from '../testing/examples.js'
import { approved, recordContribution, reverseContribution } from '../testing/examples-project.js'

/** Sính put two million đồng in. */
const contributed = () => {
  const at = approved()
  const contributionId = at.scenario.idOf(recordContribution(at.projectId, at.sinh), 'contributionId')
  return { ...at, contributionId, receivedId: at.scenario.lastEvent.eventId, cashDong: () => at.scenario.state(project(at.projectId)).contributedDong.cash }
}

describe('reversing a contribution', () => {
  it('takes it back whole on its day, under the lines that it came in under; both entries stay', () => {
    const { scenario, contributionId, cashDong, sinh, projectId } = contributed()
    const { fundingLines } = scenario.lastEvent.data as { fundingLines: object }
    scenario.when(reverseContribution(contributionId)).records('contribution-reversed')
    expect(scenario.lastEvent).toMatchObject({ occurredOn: '2024-03-08', data: { contributionId, projectId, householdId: sinh, contribution: { kind: 'cash', amountDong: 2_000_000 }, fundingLines } })
    expect(cashDong()).toBe(0)
    expect(scenario.events.filter(({ tags }) => tags.includes(`contribution:${contributionId}`))).toHaveLength(2)
  })

  it('refuses one that is unknown, or was received later', () => {
    const { scenario, contributionId, projectId } = contributed()
    scenario.when(reverseContribution(projectId)).refuses('contribution-unknown')
    scenario.when(reverseContribution(contributionId, { occurredOn: '2023-11-09' })).refuses('reversal-before-contribution', { receivedOn: '2023-11-10' })
  })

  it('refuses it twice, from whatever paper', () => {
    const { scenario, contributionId } = contributed()
    scenario.given(reverseContribution(contributionId))
    scenario.when(reverseContribution(contributionId)).refuses('paper-already-recorded')
    scenario.when(reverseContribution(contributionId, { paper: paper('03/BB-GG') })).refuses('contribution-already-reversed', { reversedOn: '2024-03-08' })
  })

  it('takes several contributions back by one paper', () => {
    const { scenario, contributionId, projectId, lan } = contributed()
    const other = scenario.idOf(recordContribution(projectId, lan), 'contributionId')
    scenario.given(reverseContribution(contributionId)).when(reverseContribution(other)).records('contribution-reversed')
  })

  it('refuses to correct or annul what was taken back, until that is annulled', () => {
    const { scenario, contributionId, receivedId, cashDong, projectId, sinh } = contributed()
    const reversedId = scenario.given(reverseContribution(contributionId)).lastEvent.eventId
    const right = withoutDayAndPaper(recordContribution(projectId, sinh, { cash: { amountDong: 1_000_000 } }))
    scenario.when(correctEvent(receivedId)).refuses('reversal-not-as-received')
    scenario.when(correctEvent(receivedId, right)).refuses('reversal-not-as-received')
    scenario.given(correctEvent(reversedId)).when(correctEvent(receivedId, right)).records('event-corrected')
    expect(cashDong()).toBe(1_000_000)
    scenario.when(reverseContribution(contributionId, { paper: paper('03/BB-GG') })).records('contribution-reversed')
    expect(cashDong()).toBe(0)
  })

  it('puts the reason of one right by a correction', () => {
    const { scenario, contributionId } = contributed()
    const { eventId } = scenario.given(reverseContribution(contributionId)).lastEvent
    scenario.when(correctEvent(eventId, { contributionId, reason: 'Ghi nhầm hộ' })).records('event-corrected')
  })

  it('leaves no project with less than nothing', () => {
    const { scenario, contributionId } = contributed()
    scenario.given(reverseContribution(contributionId))
    const { definition, tag } = project(contributed().projectId)
    const withoutReceipt = scenario.events.filter(({ type }) => type !== 'contribution-received')
    expect(definition.invariant?.(foldState(definition, withoutReceipt), tag)).toMatchObject({ code: 'contributed-below-zero', facts: { shortDong: 2_000_000 } })
  })
})
