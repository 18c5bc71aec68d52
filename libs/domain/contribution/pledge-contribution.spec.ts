import { describe, expect, it } from '@jest/globals'
import { correctEvent, paper, withoutDayAndPaper } from '../testing/examples.js'
import { approved, approveProject, counterpart, pledgeContribution, proposed, rejectProject } from '../testing/examples-project.js'
import { pledgeValueDong } from './pledge-value.js'

const straw = { item: 'Rơm khô', quantity: 20, unitName: 'cuộn' }

describe('pledging a contribution', () => {
  it('records what a household promises before the approval, as its paper says', () => {
    const { scenario, projectId, sinh } = proposed()
    scenario.when(pledgeContribution(projectId, sinh)).records('contribution-pledged')
    expect(scenario.lastEvent.data).toMatchObject({ pledge: { kind: 'cash', amountDong: 2_000_000 } })
    scenario.given(pledgeContribution(projectId, sinh, { labour: { halfDays: 9 } }))
    expect(scenario.lastEvent.data).toMatchObject({ pledge: { kind: 'labour', halfDays: 9 } })
    scenario.given(pledgeContribution(projectId, sinh, { goods: straw }))
    expect((scenario.lastEvent.data as { pledge: object }).pledge).toEqual({ kind: 'goods', ...straw })
  })

  it('records it also after the approval, of the experienced member too', () => {
    const { scenario, projectId, hoa } = approved()
    scenario.when(pledgeContribution(projectId, hoa, { cash: { amountDong: 500_000 }, occurredOn: '2023-11-02' })).records('contribution-pledged')
  })

  it('works out the value of goods, and refuses another', () => {
    const { scenario, projectId, sinh } = proposed()
    scenario.when(pledgeContribution(projectId, sinh, { goods: { ...straw, unitPriceDong: 40_000, amountDong: 1 } })).refuses('goods-value-wrong', { valueDong: 800_000 })
    scenario.given(pledgeContribution(projectId, sinh, { goods: { ...straw, unitPriceDong: 40_000 } }))
    expect(scenario.lastEvent.data).toMatchObject({ pledge: { amountDong: 800_000 } })
  })

  it('refuses a project that is unknown, not yet proposed, or rejected by then', () => {
    const { scenario, projectId, sinh } = proposed()
    scenario.when(pledgeContribution(sinh, sinh)).refuses('project-unknown')
    scenario.when(pledgeContribution(projectId, sinh, { cash: { amountDong: 1 }, occurredOn: '2023-05-31' })).refuses('project-not-yet-proposed')
    scenario.given(rejectProject(projectId))
    scenario.when(pledgeContribution(projectId, sinh, { cash: { amountDong: 1 }, occurredOn: '2023-10-30' })).refuses('project-rejected-by-day', { rejectedOn: '2023-10-30' })
    scenario.when(pledgeContribution(projectId, sinh)).records('contribution-pledged')
  })

  it('refuses a household outside of the group, and more than one form', () => {
    const { scenario, projectId, sinh, tam } = proposed()
    scenario.when(pledgeContribution(projectId, tam)).refuses('household-not-a-participant')
    scenario.when(pledgeContribution(projectId, sinh, { cash: { amountDong: 1 }, labour: { halfDays: 1 } })).refuses('exactly-one-form')
  })

  it('refuses the same form of the same household from one paper twice', () => {
    const { scenario, projectId, sinh, lan } = proposed()
    scenario.given(pledgeContribution(projectId, sinh), pledgeContribution(projectId, lan), pledgeContribution(projectId, sinh, { labour: { halfDays: 3 } }))
    scenario.when(pledgeContribution(projectId, sinh, { cash: { amountDong: 1 } })).refuses('paper-already-recorded')
    scenario.when(pledgeContribution(projectId, sinh, { cash: { amountDong: 1 }, paper: paper('02/CK') })).records('contribution-pledged')
  })

  it('is put right by a correction, also after the approval', () => {
    const at = proposed()
    const { eventId } = at.scenario.given(pledgeContribution(at.projectId, at.sinh)).lastEvent
    at.scenario.given(approveProject(at.projectId, at))
    at.scenario.when(correctEvent(eventId, withoutDayAndPaper(pledgeContribution(at.projectId, at.sinh, { cash: { amountDong: 1_500_000 } })))).records('event-corrected')
  })
})

describe('the value of a pledge', () => {
  const prices = { ...counterpart, goodsPrices: [{ ...straw, unitPriceDong: 35_000 }] }

  it('is that of the approved prices', () => {
    expect(pledgeValueDong({ kind: 'labour', halfDays: 9, amountDong: 1 }, prices)).toBe(1_125_000)
    expect(pledgeValueDong({ kind: 'goods', ...straw, amountDong: 1 }, prices)).toBe(700_000)
    expect(pledgeValueDong({ kind: 'cash', amountDong: 5 }, prices)).toBe(5)
  })

  it('is what its paper says where there is no approved price, and else unknown', () => {
    expect(pledgeValueDong({ kind: 'labour', halfDays: 9, amountDong: 900_000 }, undefined)).toBe(900_000)
    expect(pledgeValueDong({ kind: 'labour', halfDays: 9 }, { ...counterpart, labourDayPriceDong: 0 })).toBeUndefined()
    expect(pledgeValueDong({ kind: 'goods', ...straw, unitName: 'bó', amountDong: 1 }, prices)).toBe(1)
    expect(pledgeValueDong({ kind: 'goods', ...straw }, counterpart)).toBeUndefined()
  })
})
