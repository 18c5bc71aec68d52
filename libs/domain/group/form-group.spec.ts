import { describe, expect, it } from '@jest/globals'
import { commune, formGroup, registerCommune, registerHousehold, registerHouseholdOf, registerUnit } from '../testing/examples.js'
import { Scenario } from '../testing/scenario.js'
import { group, leaderOn, membersOn } from './group.js'

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'
const registered = () => {
  const scenario = new Scenario().given(registerUnit(), registerCommune())
  const ids = [scenario.idOf(registerHousehold(), 'householdId'), scenario.idOf(registerHouseholdOf('019185000777'), 'householdId'), scenario.idOf(registerHouseholdOf('019185000888'), 'householdId')] as const
  return { scenario, ids }
}

describe('forming a group', () => {
  it('records it and its members', () => {
    const { scenario, ids } = registered()
    const groupId = scenario.idOf(formGroup(ids), 'groupId')
    const state = scenario.state(group(groupId))
    expect(state.formed).toEqual({ groupId, name: 'Nhóm chăn nuôi bò xóm Thịnh Đức', kind: 'household-group', unit: commune, formedOn: '2023-05-15' })
    expect(membersOn(state, '2023-05-15')).toEqual(ids.map((householdId, index) => ({ householdId, experienced: index === 2 })).sort((one, other) => (one.householdId < other.householdId ? -1 : 1)))
    expect(leaderOn(state, '2023-05-15')).toBe(ids[0])
    expect([membersOn(state, '2023-05-14'), leaderOn(state, '2023-05-14')]).toEqual([[], undefined])
    expect(scenario.lastEvent.tags).toEqual(expect.arrayContaining([`group:${groupId}`, ...ids.map((id) => `household:${id}`)]))
  })

  it('lets one paper form several groups of a unit', () => {
    const { scenario, ids } = registered()
    scenario.given(formGroup(ids.slice(0, 2))).when(formGroup(ids.slice(2))).records('group-formed')
  })

  it('refuses the same paper twice for a household', () => {
    const { scenario, ids } = registered()
    scenario.given(formGroup(ids.slice(0, 2))).when(formGroup([ids[2], ids[1]])).refuses('paper-already-recorded', { number: '07/BB-CĐ' })
  })

  it('refuses a household that is unknown', () => {
    const { scenario, ids } = registered()
    scenario.when(formGroup([ids[0], unknownId])).refuses('household-unknown', { householdId: unknownId })
  })

  it('refuses a household that was registered later', () => {
    const { scenario, ids } = registered()
    scenario.when(formGroup(ids, { occurredOn: '2022-12-19' })).refuses('household-not-yet-registered', { householdId: ids[0] })
  })

  it('refuses a household that is named twice', () => {
    const { scenario, ids } = registered()
    scenario.when(formGroup([ids[0], ids[1], ids[0]])).refuses('household-named-twice', { householdId: ids[0] })
  })

  it('refuses a group without an experienced member', () => {
    const { scenario, ids } = registered()
    scenario.when(formGroup(ids, { members: ids.map((householdId) => ({ householdId, experienced: false })) })).refuses('group-lacks-experienced-member')
  })

  it('refuses a leader that is no member', () => {
    const { scenario, ids } = registered()
    scenario.when(formGroup(ids.slice(0, 2), { leaderHouseholdId: ids[2] })).refuses('leader-not-a-member', { leaderHouseholdId: ids[2] })
  })

  it('refuses a unit that is unknown', () => {
    const { scenario, ids } = registered()
    scenario.when(formGroup(ids, { unit: { codeSet: 'vn-2021', code: '05551' } })).refuses('unit-unknown')
  })
})
