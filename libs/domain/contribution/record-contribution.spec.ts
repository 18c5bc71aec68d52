import { describe, expect, it } from '@jest/globals'
import { project } from '../project/project.js'
import { admitGroupMember, changeGroupLeader, withdrawGroupMember } from '../testing/examples.js'
import { approved, approveProject, counterpart, handOverMoney, proposed, recordContribution } from '../testing/examples-project.js'

const goods = { item: 'Cỏ voi giống', quantity: 200, unitName: 'kg', unitPriceDong: 5_000, amountDong: 1_000_000 }

describe('recording a contribution', () => {
  it('records cash under one line of the households’ own money', () => {
    const { scenario, projectId, sinh } = approved()
    scenario.when(recordContribution(projectId, sinh)).records('contribution-received')
    expect(scenario.lastEvent.data).toMatchObject({
      contribution: { kind: 'cash', amountDong: 2_000_000 },
      fundingLines: [{ programme: 'NTP-PR', component: 'DA3-TDA1', source: 'counterpart', budgetYear: 2023, amountDong: 2_000_000 }],
    })
  })

  it('records goods at quantity times unit price, and refuses another value', () => {
    const { scenario, projectId, sinh } = approved()
    scenario.when(recordContribution(projectId, sinh, { goods: { ...goods, amountDong: 1_000_001 } })).refuses('goods-value-wrong', { valueDong: 1_000_000 })
    scenario.when(recordContribution(projectId, sinh, { goods })).records('contribution-received')
  })

  it('values goods by the approved estimate where it names them, whatever the case and spaces', () => {
    const at = proposed()
    const { scenario, projectId, sinh, lan } = at
    scenario.given(approveProject(projectId, at, { counterpart: { ...counterpart, goodsPrices: [{ item: 'Cỏ voi giống', unitName: 'kg', unitPriceDong: 4_500 }] } }))
    scenario.when(recordContribution(projectId, sinh, { goods })).refuses('goods-price-not-as-approved', { approvedPriceDong: 4_500, unitPriceDong: 5_000 })
    scenario.when(recordContribution(projectId, sinh, { goods: { ...goods, unitName: 'bó' } })).refuses('goods-unit-not-as-approved', { approvedUnitName: 'kg', unitName: 'bó' })
    scenario.given(recordContribution(projectId, sinh, { goods: { item: 'cỏ  voi giống', quantity: 200, unitName: 'Kg' } }))
    expect(scenario.lastEvent.data).toMatchObject({ contribution: { kind: 'goods', unitPriceDong: 4_500, amountDong: 900_000 } })
    scenario.when(recordContribution(projectId, lan, { goods: { ...goods, unitPriceDong: 4_500 } })).refuses('goods-value-wrong', { valueDong: 900_000 })
    scenario.when(recordContribution(projectId, lan, { goods: { ...goods, item: 'Rơm khô' } })).records('contribution-received')
  })

  it('refuses goods without a price that the estimate does not name', () => {
    const { scenario, projectId, sinh } = approved()
    const { unitPriceDong: _, ...unpriced } = goods
    scenario.when(recordContribution(projectId, sinh, { goods: unpriced })).refuses('goods-price-unknown', { item: 'Cỏ voi giống' })
  })

  it('values labour by half days at the price that the approval froze', () => {
    const { scenario, projectId, sinh } = approved()
    scenario.given(recordContribution(projectId, sinh, { labour: { halfDays: 5 } }))
    expect(scenario.lastEvent.data).toMatchObject({ contribution: { kind: 'labour', halfDays: 5, dayPriceDong: 250_000, amountDong: 625_000 } })
    expect(scenario.state(project(projectId)).contributedDong).toEqual({ cash: 0, goods: 0, labour: 625_000 })
  })

  it('refuses labour where no price was agreed', () => {
    const at = proposed()
    at.scenario.given(approveProject(at.projectId, at, { counterpart: { ...counterpart, cashDong: 8_000_000, labourDayPriceDong: 0 } }))
    at.scenario.when(recordContribution(at.projectId, at.sinh, { labour: { halfDays: 5 } })).refuses('labour-day-price-not-agreed')
  })

  it('takes it from who was a member on its day', () => {
    const { scenario, projectId, groupId, sinh, minh, tam } = approved()
    scenario.given(changeGroupLeader(groupId, minh), admitGroupMember(groupId, tam), withdrawGroupMember(groupId, sinh))
    scenario.when(recordContribution(projectId, tam)).refuses('household-not-a-participant', { householdId: tam })
    scenario.when(recordContribution(projectId, tam, { cash: { amountDong: 1 }, occurredOn: '2024-01-10' })).records('contribution-received')
    scenario.when(recordContribution(projectId, sinh, { cash: { amountDong: 1 }, occurredOn: '2024-09-10' })).refuses('household-not-a-participant')
    scenario.when(recordContribution(projectId, sinh, { cash: { amountDong: 1 }, occurredOn: '2024-09-09' })).records('contribution-received')
  })

  it('refuses two forms at once, and none', () => {
    const { scenario, projectId, sinh } = approved()
    scenario.when(recordContribution(projectId, sinh, { goods, labour: { halfDays: 2 } })).refuses('exactly-one-form', { given: ['goods', 'labour'] })
    scenario.when(recordContribution(projectId, sinh, {})).refuses('exactly-one-form', { given: [] })
  })

  it('refuses a project that was not approved on the day', () => {
    const at = proposed()
    at.scenario.when(recordContribution(at.projectId, at.sinh)).refuses('project-not-approved-on-day')
    at.scenario.given(approveProject(at.projectId, at))
    at.scenario.when(recordContribution(at.projectId, at.sinh, { cash: { amountDong: 1 }, occurredOn: '2023-10-29' })).refuses('project-not-approved-on-day')
  })

  it('accepts what is typed in long after, also after what came later', () => {
    const { scenario, projectId, sinh } = approved()
    scenario.given(handOverMoney(projectId, sinh, { occurredOn: '2024-07-01' }))
    scenario.when(recordContribution(projectId, sinh, { cash: { amountDong: 500_000 }, occurredOn: '2024-03-08' })).records('contribution-received')
  })

  it('refuses a household outside of the group, and takes that of the experienced member', () => {
    const { scenario, projectId, tam, hoa } = approved()
    scenario.when(recordContribution(projectId, tam)).refuses('household-not-a-participant', { householdId: tam })
    scenario.when(recordContribution(projectId, hoa)).records('contribution-received')
  })

  it('refuses the same line of the same receipt twice; other lines and other households of it are recorded', () => {
    const { scenario, projectId, sinh, lan } = approved()
    scenario.given(recordContribution(projectId, sinh))
    scenario.when(recordContribution(projectId, sinh)).refuses('paper-already-recorded')
    scenario.when(recordContribution(projectId, lan)).records('contribution-received')
    scenario.when(recordContribution(projectId, sinh, { goods })).records('contribution-received')
  })
})
