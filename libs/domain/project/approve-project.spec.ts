import { describe, expect, it } from '@jest/globals'
import { allocation } from '../capital/allocation.js'
import { admitGroupMember, assignCapital, classifyHousehold, correctEvent, fundingLineOf, paper, province, registerUnit, withdrawGroupMember } from '../testing/examples.js'
import { approved, approveProject, budgetOf, counterpart, proposed, proposeProject, rejectProject } from '../testing/examples-project.js'
import { project } from './project.js'

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'
const only = (householdId: string, supportDong = 10_000_000) => ({ beneficiaries: [{ householdId, supportDong }] })

describe('approving a project', () => {
  it('freezes budget, beneficiaries with their class, rules and kind of area, and takes the money from the allocation', () => {
    const { scenario, projectId, allocationId, sinh, lan } = approved()
    expect(scenario.lastEvent.data).toMatchObject({
      participants: 4, areaKind: 'difficult', rules: { targetSharePercent: 50 },
      beneficiaries: [{ householdId: sinh, povertyClass: 'poor', supportDong: 14_000_000 }, { householdId: lan, povertyClass: 'near-poor', supportDong: 12_000_000 }],
    })
    expect(scenario.state(allocation(allocationId)).lines.map(({ leftDong }) => leftDong)).toEqual([33_000_000, 3_000_000])
    expect(scenario.state(project(projectId)).stages.map(({ value }) => value)).toEqual(['proposed', 'approved'])
    expect(scenario.lastEvent.tags).toEqual(expect.arrayContaining([`project:${projectId}`, `allocation:${allocationId}`, `household:${sinh}`, `household:${lan}`]))
  })

  it('refuses a project that is not there', () => {
    const at = proposed()
    at.scenario.when(approveProject(unknownId, at)).refuses('project-unknown')
  })

  it('refuses a day before it was proposed', () => {
    const at = proposed()
    at.scenario.when(approveProject(at.projectId, at, { occurredOn: '2023-05-31' })).refuses('project-not-yet-proposed', { proposedOn: '2023-06-01' })
  })

  it('refuses a project that has been decided, whatever the day', () => {
    const at = approved()
    at.scenario.when(approveProject(at.projectId, at, { occurredOn: '2023-10-01' })).refuses('project-already-decided', { stage: 'approved', decidedOn: '2023-10-30' })
    at.scenario.when(rejectProject(at.projectId)).refuses('project-already-decided')
  })

  it('refuses a day after the programme has ended', () => {
    const at = proposed()
    at.scenario.when(approveProject(at.projectId, at, { occurredOn: '2026-01-15' })).refuses('programme-not-open-on-day')
  })

  it('refuses a beneficiary outside of the group, and one that is named twice', () => {
    const at = proposed()
    at.scenario.when(approveProject(at.projectId, at, only(at.tam))).refuses('beneficiary-not-in-group', { householdId: at.tam })
    const twice = [...only(at.sinh).beneficiaries, ...only(at.sinh).beneficiaries]
    at.scenario.when(approveProject(at.projectId, at, { beneficiaries: twice })).refuses('beneficiary-named-twice', { householdId: at.sinh })
  })

  it('refuses the experienced household, which is not poor', () => {
    const at = proposed()
    at.scenario.when(approveProject(at.projectId, at, only(at.hoa))).refuses('beneficiary-not-eligible', { reason: 'class-not-targeted' })
  })

  it('judges by the class of the day: what is decided later changes nothing, also when it is known', () => {
    const at = proposed()
    at.scenario.given(classifyHousehold(at.sinh, { occurredOn: '2023-12-20', paper: paper('99/QĐ-UBND', '2023-12-20'), povertyClass: 'not-poor', validFrom: '2024-01-01' }))
    at.scenario.when(approveProject(at.projectId, at)).records('project-approved')
  })

  it('refuses who had not been classified by the day', () => {
    const at = proposed()
    const classification = at.scenario.events.find(({ type, subject }) => type === 'poverty-classified' && subject === `household:${at.sinh}`)
    at.scenario.given(correctEvent(classification?.eventId ?? ''))
    at.scenario.given(classifyHousehold(at.sinh, { validFrom: '2023-10-31' }))
    at.scenario.when(approveProject(at.projectId, at)).refuses('beneficiary-not-eligible', { householdId: at.sinh, reason: 'never-classified' })
    at.scenario.when(approveProject(at.projectId, at, { occurredOn: '2023-10-31' })).records('project-approved')
  })

  it('refuses whose class no longer held on the day', () => {
    const at = proposed()
    at.scenario.given(classifyHousehold(at.sinh, { occurredOn: '2023-05-30', paper: paper('55/QĐ-UBND', '2023-05-30'), validFrom: '2023-06-01', validTo: '2023-10-29' }))
    at.scenario.when(approveProject(at.projectId, at)).refuses('beneficiary-not-eligible', { householdId: at.sinh, reason: 'class-expired' })
  })

  it('counts the members of the group on the day, whoever comes or goes later', () => {
    const at = proposed()
    at.scenario.given(admitGroupMember(at.groupId, at.tam), withdrawGroupMember(at.groupId, at.minh))
    at.scenario.when(approveProject(at.projectId, at, only(at.tam))).refuses('beneficiary-not-in-group', { householdId: at.tam })
    at.scenario.when(approveProject(at.projectId, at, { ...only(at.tam), occurredOn: '2024-09-10' })).records('project-approved')
    expect(at.scenario.lastEvent.data).toMatchObject({ participants: 4 })
  })

  it('refuses who escaped from poverty too long ago', () => {
    const at = proposed({ newlyEscapedMonths: 10 })
    at.scenario.when(approveProject(at.projectId, at, only(at.minh))).refuses('beneficiary-not-eligible', { reason: 'escaped-too-long-ago' })
  })

  it('supports a newly escaped household until the last day of its months', () => {
    const at = proposed({ newlyEscapedMonths: 11 })
    at.scenario.when(approveProject(at.projectId, at, { ...only(at.minh), occurredOn: '2023-11-01' })).records('project-approved')
    const later = proposed({ newlyEscapedMonths: 11 })
    later.scenario.when(approveProject(later.projectId, later, { ...only(later.minh), occurredOn: '2023-11-02' })).refuses('beneficiary-not-eligible')
  })

  it('refuses too few target households among the participants', () => {
    const at = proposed({ targetSharePercent: 76 })
    at.scenario.when(approveProject(at.projectId, at)).refuses('target-share-too-low', { targets: 3, participants: 4, percent: 76 })
    const enough = proposed({ targetSharePercent: 75 })
    enough.scenario.when(approveProject(enough.projectId, enough)).records('project-approved')
  })

  it("refuses a State's share above the cap, to the đồng", () => {
    const at = proposed()
    const share = (ownDong: number) => approveProject(at.projectId, at, { counterpart: { cashDong: ownDong, goodsDong: 0, labourHalfDays: 0, labourDayPriceDong: 0 } })
    at.scenario.when(share(7_499_999)).refuses('state-share-above-cap', { capPercent: 80, stateDong: 30_000_000, counterpartDong: 7_499_999 })
    at.scenario.when(share(7_500_000)).records('project-approved')
  })

  it('caps no share of a mode for which the rules have no cap', () => {
    const at = proposed()
    const projectId = at.scenario.idOf(proposeProject(at, { mode: 'commissioned' }), 'projectId')
    at.scenario.when(approveProject(projectId, at, { counterpart: { ...counterpart, cashDong: 0, goodsDong: 0 } })).records('project-approved')
  })

  it("refuses more than the province's cap for a project", () => {
    const at = proposed({ projectCapDong: 29_999_999 })
    at.scenario.when(approveProject(at.projectId, at)).refuses('project-cap-exceeded', { capDong: 29_999_999, stateDong: 30_000_000 })
  })

  it('refuses more than the cap of a household, by its class', () => {
    const at = proposed()
    at.scenario.when(approveProject(at.projectId, at, only(at.sinh, 14_000_001))).refuses('household-cap-exceeded', { povertyClass: 'poor', capDong: 14_000_000 })
    const free = proposed({ householdCaps: [{ povertyClass: 'poor', capDong: 'none-known' }] })
    free.scenario.when(approveProject(free.projectId, free, only(free.sinh, 20_000_000))).records('project-approved')
  })

  it('refuses support above the budget', () => {
    const at = proposed()
    at.scenario.when(approveProject(at.projectId, at, { budget: budgetOf(at.allocationId, 22_000_000) })).refuses('support-exceeds-budget', { supportDong: 26_000_000, budgetDong: 25_000_000 })
  })
})

describe('the budget of a project', () => {
  it('refuses an allocation that is not there, and one that is named twice', () => {
    const at = proposed()
    at.scenario.when(approveProject(at.projectId, at, { budget: budgetOf(unknownId) })).refuses('allocation-unknown')
    at.scenario.when(approveProject(at.projectId, at, { budget: [...budgetOf(at.allocationId), ...budgetOf(at.allocationId)] })).refuses('allocation-named-twice')
  })

  it('refuses capital that was assigned later', () => {
    const at = proposed()
    const allocationId = at.scenario.idOf(assignCapital(at.programmeId, { occurredOn: '2023-12-01', paper: paper('9/QĐ', '2023-12-01') }), 'allocationId')
    at.scenario.when(approveProject(at.projectId, at, { budget: budgetOf(allocationId) })).refuses('allocation-not-yet-assigned', { assignedOn: '2023-12-01' })
  })

  it("takes capital of the unit above, and refuses another commune's", () => {
    const at = proposed()
    const other = { codeSet: 'vn-2025', code: '05552' }
    at.scenario.given(registerUnit({ unit: other, name: 'Xã Khe Mo', level: 'commune', parent: province, paper: paper('5/QĐ') }))
    const capitalOf = (unit: object) => at.scenario.idOf(assignCapital(at.programmeId, { unit }), 'allocationId')
    at.scenario.when(approveProject(at.projectId, at, { budget: budgetOf(capitalOf(other)) })).refuses('allocation-of-other-unit', { unit: other })
    at.scenario.when(approveProject(at.projectId, at, { budget: budgetOf(capitalOf(province)) })).records('project-approved')
  })

  it('refuses a line that the allocation does not have', () => {
    const at = proposed()
    const budget = [{ allocationId: at.allocationId, fundingLines: [fundingLineOf({ source: 'commune', amountDong: 30_000_000 })] }]
    at.scenario.when(approveProject(at.projectId, at, { budget })).refuses('funding-line-unknown', { line: 'NTP-PR|DA3-TDA1|commune|2023|' })
  })

  it('refuses more than is left of a line, counting the same line once', () => {
    const at = approved()
    const projectId = at.scenario.idOf(proposeProject(at), 'projectId')
    const lines = (...amounts: number[]) => ({ budget: [{ allocationId: at.allocationId, fundingLines: amounts.map((amountDong) => fundingLineOf({ amountDong })) }], counterpart: { ...counterpart, cashDong: 40_000_000 } })
    at.scenario.when(approveProject(projectId, at, lines(33_000_001))).refuses('allocation-exceeded', { leftDong: 33_000_000, askedDong: 33_000_001 })
    at.scenario.when(approveProject(projectId, at, lines(30_000_000, 3_000_001))).refuses('allocation-exceeded', { askedDong: 33_000_001 })
    at.scenario.when(approveProject(projectId, at, lines(30_000_000, 3_000_000))).records('project-approved')
  })

  it('freezes the estimate of goods, and refuses one that prices an item twice', () => {
    const at = proposed()
    const estimate = (...items: string[]) => ({ counterpart: { ...counterpart, goodsPrices: items.map((item) => ({ item, unitName: 'kg', unitPriceDong: 5_000 })) } })
    at.scenario.when(approveProject(at.projectId, at, estimate('Cỏ voi giống', 'cỏ voi  giống'))).refuses('goods-priced-twice', { item: 'cỏ voi  giống' })
    at.scenario.when(approveProject(at.projectId, at, estimate('Cỏ voi giống', 'Rơm khô'))).records('project-approved')
    expect(at.scenario.state(project(at.projectId)).approval?.counterpart.goodsPrices).toHaveLength(2)
  })
})

describe('rejecting a project', () => {
  it('records it, and nothing can come after', () => {
    const at = proposed()
    at.scenario.when(rejectProject(at.projectId)).records('project-rejected')
    at.scenario.when(approveProject(at.projectId, at)).refuses('project-already-decided', { stage: 'rejected' })
  })

  it('refuses a project that is not there, and a day before it was proposed', () => {
    const at = proposed()
    at.scenario.when(rejectProject(unknownId)).refuses('project-unknown')
    at.scenario.when(rejectProject(at.projectId, { occurredOn: '2023-05-31' })).refuses('project-not-yet-proposed')
  })
})
