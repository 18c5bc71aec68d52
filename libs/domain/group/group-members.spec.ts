import { describe, expect, it } from '@jest/globals'
import { markedFieldsOf } from '../catalogue/index.js'
import { openFieldsOf } from '../core/sealing.js'
import { admitGroupMember, agreeGroupRules, changeGroupLeader, correctEvent, paper, withdrawGroupMember, withoutDayAndPaper } from '../testing/examples.js'
import { days, owing, recordRecovery, village } from '../testing/examples-project.js'
import { group, leaderOn, membersOn, rulesOn } from './group.js'

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'
const idsOn = ({ scenario, groupId }: Pick<ReturnType<typeof village>, 'scenario' | 'groupId'>, day: string) => membersOn(scenario.state(group(groupId)), day).map(({ householdId }) => householdId)

describe('admitting a member to a group', () => {
  it('makes the household a member from that day on', () => {
    const at = village()
    at.scenario.when(admitGroupMember(at.groupId, at.tam)).records('group-member-admitted')
    expect(at.scenario.lastEvent.tags).toEqual(expect.arrayContaining([`group:${at.groupId}`, `household:${at.tam}`]))
    expect([idsOn(at, '2024-01-09'), idsOn(at, '2024-01-10')].map((ids) => ids.includes(at.tam))).toEqual([false, true])
  })

  it('refuses a member, an unknown group or household, and days before they were there', () => {
    const { scenario, groupId, sinh, tam } = village()
    scenario.when(admitGroupMember(groupId, sinh)).refuses('household-already-in-group', { since: '2023-05-15' })
    scenario.when(admitGroupMember(unknownId, tam)).refuses('group-unknown')
    scenario.when(admitGroupMember(groupId, unknownId)).refuses('household-unknown')
    scenario.when(admitGroupMember(groupId, tam, { occurredOn: '2023-05-14' })).refuses('group-not-yet-formed')
  })

  it('refuses the same paper twice, and takes it for another household', () => {
    const { scenario, groupId, tam } = village()
    scenario.given(admitGroupMember(groupId, tam))
    scenario.when(admitGroupMember(groupId, tam)).refuses('paper-already-recorded')
  })

  it('takes a household again after it withdrew, and a former time entered later', () => {
    const at = village()
    at.scenario.given(admitGroupMember(at.groupId, at.tam, { occurredOn: '2024-10-01', paper: paper('07/BB-N') }))
    at.scenario.given(admitGroupMember(at.groupId, at.tam), withdrawGroupMember(at.groupId, at.tam))
    expect(['2024-01-10', '2024-09-10', '2024-10-01'].map((day) => idsOn(at, day).includes(at.tam))).toEqual([true, false, true])
  })
})

describe('withdrawing from a group', () => {
  it('ends the membership on that day, its reason sealed by the household', () => {
    const at = village()
    at.scenario.when(withdrawGroupMember(at.groupId, at.minh)).records('group-member-withdrawn')
    const { type, data, subject } = at.scenario.lastEvent
    expect(openFieldsOf(markedFieldsOf({ type, data }), data, subject).map(({ field, key }) => [field, key])).toEqual([['reason', `household:${at.minh}`]])
    expect([idsOn(at, '2024-09-09'), idsOn(at, '2024-09-10')].map((ids) => ids.includes(at.minh))).toEqual([true, false])
  })

  it('refuses who is no member, or has withdrawn already', () => {
    const { scenario, groupId, minh, tam } = village()
    scenario.when(withdrawGroupMember(groupId, tam)).refuses('household-not-in-group', { householdId: tam, day: '2024-09-10' })
    scenario.given(withdrawGroupMember(groupId, minh))
    scenario.when(withdrawGroupMember(groupId, minh)).refuses('paper-already-recorded')
    scenario.when(withdrawGroupMember(groupId, minh, { occurredOn: '2024-05-01', paper: paper('05/BB-N') })).refuses('household-already-withdrawn', { withdrawnOn: '2024-09-10' })
    scenario.when(withdrawGroupMember(unknownId, minh)).refuses('group-unknown')
  })

  it('refuses the leader while leading, and who leads later', () => {
    const { scenario, groupId, sinh, lan } = village()
    scenario.when(withdrawGroupMember(groupId, sinh)).refuses('leader-cannot-withdraw', { householdId: sinh })
    scenario.given(changeGroupLeader(groupId, lan))
    scenario.when(withdrawGroupMember(groupId, lan, { occurredOn: '2024-01-01' })).refuses('leader-not-a-member', { leaderHouseholdId: lan })
    scenario.when(withdrawGroupMember(groupId, sinh)).records('group-member-withdrawn')
  })

  it('refuses the last experienced member, also where another one goes later', () => {
    const { scenario, groupId, hoa, tam } = village()
    scenario.when(withdrawGroupMember(groupId, hoa)).refuses('group-lacks-experienced-member', { day: '2024-09-10' })
    scenario.given(admitGroupMember(groupId, tam, { experienced: true }), withdrawGroupMember(groupId, hoa))
    scenario.when(withdrawGroupMember(groupId, tam, { occurredOn: '2024-05-01', paper: paper('05/BB-N') })).refuses('group-lacks-experienced-member', { day: '2024-09-10' })
  })

  it("refuses who still owes to the rotation of the group's projects, with what", () => {
    const { scenario, groupId, sinh, lan, minh, moneyObligation } = owing()
    scenario.given(changeGroupLeader(groupId, minh))
    scenario.when(withdrawGroupMember(groupId, sinh)).refuses('member-still-owes', { debts: { dong: 4_000_000 } })
    scenario.when(withdrawGroupMember(groupId, lan)).refuses('member-still-owes', { debts: { cow: 1 } })
    scenario.given(recordRecovery(moneyObligation.id, { amountDong: 4_000_000, occurredOn: days.passedOn }))
    scenario.when(withdrawGroupMember(groupId, sinh)).records('group-member-withdrawn')
  })
})

describe('changing the leader', () => {
  it('lets another member lead from that day on', () => {
    const { scenario, groupId, sinh, lan } = village()
    scenario.when(changeGroupLeader(groupId, lan)).records('group-leader-changed')
    expect(['2024-03-09', '2024-03-10'].map((day) => leaderOn(scenario.state(group(groupId)), day))).toEqual([sinh, lan])
  })

  it('refuses who is no member on that day or leads already, and the same paper twice', () => {
    const { scenario, groupId, sinh, lan, tam } = village()
    scenario.when(changeGroupLeader(groupId, tam)).refuses('leader-not-a-member', { leaderHouseholdId: tam })
    scenario.when(changeGroupLeader(groupId, sinh)).refuses('already-leader', { day: '2024-03-10' })
    scenario.given(changeGroupLeader(groupId, lan))
    scenario.when(changeGroupLeader(groupId, sinh)).refuses('paper-already-recorded')
    scenario.when(changeGroupLeader(unknownId, lan)).refuses('group-unknown')
  })
})

describe('agreeing on rules', () => {
  it('holds them from that day on, until the next', () => {
    const { scenario, groupId, lan } = village()
    scenario.given(agreeGroupRules(groupId, { custodianHouseholdId: lan }), agreeGroupRules(groupId, { occurredOn: '2024-05-20', paper: paper('09/BB-N'), recoveryPercent: 20 }))
    const state = scenario.state(group(groupId))
    expect(['2023-05-19', '2023-05-20', '2024-05-20'].map((day) => rulesOn(state, day)?.recoveryPercent)).toEqual([undefined, 30, 20])
    expect(rulesOn(state, '2023-05-20')).toMatchObject({ recoveryForms: ['cash', 'animal'], scheduleMonths: 24, custodianHouseholdId: lan })
  })

  it('refuses a custodian that is no member, a day before the group, and the same paper twice', () => {
    const { scenario, groupId, tam } = village()
    scenario.when(agreeGroupRules(groupId, { custodianHouseholdId: tam })).refuses('custodian-not-a-member', { custodianHouseholdId: tam })
    scenario.when(agreeGroupRules(groupId, { occurredOn: '2023-05-14' })).refuses('group-not-yet-formed')
    scenario.given(agreeGroupRules(groupId)).when(agreeGroupRules(groupId)).refuses('paper-already-recorded')
  })
})

describe('correcting a group', () => {
  it('keeps an experienced member and a leader that is one on every day', () => {
    const { scenario, groupId, sinh, lan, hoa, tam } = village()
    scenario.given(admitGroupMember(groupId, tam, { experienced: true }))
    const admittedId = scenario.lastEvent.eventId
    scenario.given(withdrawGroupMember(groupId, hoa))
    scenario.when(correctEvent(admittedId, withoutDayAndPaper(admitGroupMember(groupId, tam)))).refuses('group-lacks-experienced-member', { day: '2024-09-10' })
    scenario.given(changeGroupLeader(groupId, lan))
    const leaderId = scenario.lastEvent.eventId
    scenario.given(withdrawGroupMember(groupId, sinh))
    scenario.when(correctEvent(leaderId)).refuses('leader-not-a-member', { leaderHouseholdId: sinh })
  })

  it('does not annul the admission of who withdrew', () => {
    const { scenario, groupId, tam } = village()
    scenario.given(admitGroupMember(groupId, tam))
    const admittedId = scenario.lastEvent.eventId
    scenario.given(withdrawGroupMember(groupId, tam))
    scenario.when(correctEvent(admittedId)).refuses('withdrawn-before-admitted', { householdId: tam })
  })
})
