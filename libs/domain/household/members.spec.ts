import { describe, expect, it } from '@jest/globals'
import { markedFieldsOf } from '../catalogue/index.js'
import { openFieldsOf } from '../core/sealing.js'
import { addHouseholdMember, changeHouseholdHead, correctEvent, head, paper, registerCommune, registerHousehold, registerHouseholdOf, registerUnit, removeHouseholdMember, withoutDayAndPaper } from '../testing/examples.js'
import { personIdOf, Scenario } from '../testing/scenario.js'
import { headOn, householdMembers, membersOn } from './members.js'
import { householdOn, person } from './person.js'

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'
const sinh = personIdOf('019185000123')
const tien = personIdOf('019083000456')

/** Sính's household, with its child, and another one. */
const registered = () => {
  const scenario = new Scenario().given(registerUnit(), registerCommune())
  const householdId = scenario.idOf(registerHousehold(), 'householdId')
  const otherId = scenario.idOf(registerHouseholdOf('019185000999'), 'householdId')
  return { scenario, householdId, otherId }
}

/** The same, after Tiến joined Sính's household. */
const joined = () => {
  const at = registered()
  at.scenario.given(addHouseholdMember(at.householdId))
  return { ...at, joinedId: at.scenario.lastEvent.eventId }
}

const idsOn = ({ scenario, householdId }: { scenario: Scenario; householdId: string }, day: string) => membersOn(scenario.state(householdMembers(householdId)), day).map(({ personId }) => personId)

describe('adding a member', () => {
  it('makes it a member from that day on, its identity sealed by the person', () => {
    const at = joined()
    const { type, data, subject, tags } = at.scenario.lastEvent
    expect(openFieldsOf(markedFieldsOf({ type, data }), data, subject).map(({ field, key }) => [field, key])).toEqual([['member.identity', `person:${tien}`]])
    expect(tags).toEqual(expect.arrayContaining([`household:${at.householdId}`, `person:${tien}`]))
    expect(idsOn(at, '2024-02-09')).not.toContain(tien)
    expect(membersOn(at.scenario.state(householdMembers(at.householdId)), '2024-02-10')).toContainEqual({ personId: tien, relation: 'spouse' })
    expect(householdOn(at.scenario.state(person(tien)), '2024-02-10')).toBe(at.householdId)
  })

  it('refuses who is in a household on that day, this one or another', () => {
    const { scenario, householdId, otherId } = joined()
    scenario.when(addHouseholdMember(otherId, { occurredOn: '2024-02-10' })).refuses('person-already-in-household', { householdId, since: '2024-02-10' })
    scenario.when(addHouseholdMember(householdId, { occurredOn: '2024-03-01', paper: paper('42/GKS') })).refuses('person-already-in-household', { householdId })
  })

  it('takes who has left another household, from the day on which it left', () => {
    const { scenario, householdId, otherId } = joined()
    scenario.given(removeHouseholdMember(householdId, tien))
    scenario.when(addHouseholdMember(otherId, { occurredOn: '2024-06-14' })).refuses('person-already-in-household')
    scenario.when(addHouseholdMember(otherId, { occurredOn: '2024-06-15' })).records('member-joined')
  })

  it('ends an earlier membership, entered later, where the next household is known already', () => {
    const at = joined()
    at.scenario.when(addHouseholdMember(at.otherId, { occurredOn: '2023-03-01', paper: paper('43/GKS') })).records('member-joined')
    expect(at.scenario.lastEvent.data).toMatchObject({ until: '2024-02-10' })
    const other = { scenario: at.scenario, householdId: at.otherId }
    expect([idsOn(other, '2024-02-09'), idsOn(other, '2024-02-10')].map((ids) => ids.includes(tien))).toEqual([true, false])
    at.scenario.when(removeHouseholdMember(at.otherId, tien, { occurredOn: '2024-02-10' })).records('member-left')
    at.scenario.when(removeHouseholdMember(at.otherId, tien, { occurredOn: '2023-12-01', paper: paper('10/TKT') })).refuses('member-already-left', { leftOn: '2024-02-10' })
  })

  it('refuses a registration with who belongs to another household from a later day', () => {
    const { scenario, householdId } = joined()
    scenario.when(registerHousehold({ paper: paper('16/BC-UBND'), members: [head({ citizenNumber: '019083000456' })] })).refuses('person-already-in-household', { member: 1, householdId, since: '2024-02-10' })
  })

  it('refuses a head, one born later, and an unknown household or a day before its registration', () => {
    const { scenario, householdId } = registered()
    const member = { relation: 'child', name: 'Triệu Gia Hân', birthDate: '2024-02-11' }
    scenario.when(addHouseholdMember(householdId, { member: { ...member, relation: 'head' } })).refuses('member-joins-as-head')
    scenario.when(addHouseholdMember(householdId, { member })).refuses('born-after-joining', { occurredOn: '2024-02-10' })
    scenario.when(addHouseholdMember(unknownId)).refuses('household-unknown')
    scenario.when(addHouseholdMember(householdId, { occurredOn: '2022-12-19' })).refuses('household-not-yet-registered')
  })

  it('refuses the same paper twice, for a person without a number too', () => {
    const { scenario, householdId } = joined()
    scenario.when(addHouseholdMember(householdId)).refuses('paper-already-recorded')
    const newborn = addHouseholdMember(householdId, { member: { relation: 'child', name: 'Triệu Gia Hân', gender: 'female' } })
    scenario.given(newborn)
    scenario.when(newborn).refuses('paper-already-recorded')
  })
})

describe('removing a member', () => {
  it('makes it no member from that day on', () => {
    const at = joined()
    at.scenario.when(removeHouseholdMember(at.householdId, tien, { reason: 'died' })).records('member-left')
    expect([idsOn(at, '2024-06-14'), idsOn(at, '2024-06-15')].map((ids) => ids.includes(tien))).toEqual([true, false])
  })

  it('refuses who is no member on that day, or has left already', () => {
    const { scenario, householdId } = joined()
    scenario.when(removeHouseholdMember(householdId, unknownId)).refuses('member-not-in-household')
    scenario.when(removeHouseholdMember(householdId, tien, { occurredOn: '2024-02-09' })).refuses('member-not-in-household', { day: '2024-02-09' })
    scenario.given(removeHouseholdMember(householdId, tien))
    scenario.when(removeHouseholdMember(householdId, tien, { paper: paper('11/TKT'), occurredOn: '2024-05-01' })).refuses('member-already-left', { leftOn: '2024-06-15' })
    scenario.when(removeHouseholdMember(householdId, tien)).refuses('paper-already-recorded')
    scenario.when(removeHouseholdMember(unknownId, tien)).refuses('household-unknown')
  })

  it('refuses the head until another member is head', () => {
    const { scenario, householdId } = joined()
    const death = removeHouseholdMember(householdId, sinh, { reason: 'died' })
    scenario.when(death).refuses('head-not-yet-replaced', { personId: sinh })
    scenario.given(changeHouseholdHead(householdId, tien, { occurredOn: '2024-07-01' }))
    scenario.when(death).records('member-left')
    const state = scenario.state(householdMembers(householdId))
    expect(['2024-06-14', '2024-06-15', '2024-07-01'].map((day) => headOn(state, day))).toEqual([sinh, undefined, tien])
  })
})

describe('changing the head', () => {
  it('makes another member head, and the former one a member like any other', () => {
    const { scenario, householdId } = joined()
    scenario.when(changeHouseholdHead(householdId, tien)).records('head-changed')
    const state = scenario.state(householdMembers(householdId))
    expect(headOn(state, '2024-05-31')).toBe(sinh)
    expect(membersOn(state, '2024-06-01')).toEqual(expect.arrayContaining([{ personId: tien, relation: 'head' }, { personId: sinh, relation: 'other' }]))
  })

  it('refuses who is no member, is head already, or leaves later without another head', () => {
    const { scenario, householdId } = joined()
    scenario.when(changeHouseholdHead(householdId, unknownId)).refuses('member-not-in-household')
    scenario.when(changeHouseholdHead(householdId, sinh)).refuses('already-head', { day: '2024-06-01' })
    scenario.given(removeHouseholdMember(householdId, tien))
    scenario.when(changeHouseholdHead(householdId, tien)).refuses('head-not-in-household', { personId: tien })
    scenario.when(changeHouseholdHead(unknownId, tien)).refuses('household-unknown')
  })

  it('refuses the same paper twice', () => {
    const { scenario, householdId } = joined()
    scenario.given(changeHouseholdHead(householdId, tien))
    scenario.when(changeHouseholdHead(householdId, sinh)).refuses('paper-already-recorded')
  })
})

describe('correcting members', () => {
  it('puts an identity right, and keeps who moved on where it is', () => {
    const { scenario, householdId, otherId, joinedId } = joined()
    scenario.given(removeHouseholdMember(householdId, tien), addHouseholdMember(otherId, { occurredOn: '2024-08-01', paper: paper('44/GKS') }))
    const right = addHouseholdMember(householdId, { member: { relation: 'spouse', name: 'Bàn Văn Tiển', citizenNumber: '019083000456' } })
    scenario.when(correctEvent(joinedId, withoutDayAndPaper(right))).records('event-corrected')
    const registration = scenario.events.find(({ type }) => type === 'household-registered')
    const renamed = registerHousehold({ members: [head({ name: 'Triệu Thị Sinh' }), { relation: 'child', name: 'Triệu Văn Nam' }] })
    scenario.when(correctEvent(registration?.eventId ?? '', withoutDayAndPaper(renamed))).records('event-corrected')
    expect(idsOn({ scenario, householdId }, '2024-06-14')).toContain(tien)
  })

  it('does not annul the joining of who left or became head', () => {
    const left = joined()
    left.scenario.given(removeHouseholdMember(left.householdId, tien))
    left.scenario.when(correctEvent(left.joinedId)).refuses('member-left-before-joining', { day: '2024-06-15' })
    const heading = joined()
    heading.scenario.given(changeHouseholdHead(heading.householdId, tien))
    heading.scenario.when(correctEvent(heading.joinedId)).refuses('head-not-in-household')
  })

  it('does not annul the leaving of who has joined another household', () => {
    const { scenario, householdId, otherId } = joined()
    scenario.given(removeHouseholdMember(householdId, tien))
    const leftId = scenario.lastEvent.eventId
    scenario.given(addHouseholdMember(otherId, { occurredOn: '2024-08-01', paper: paper('44/GKS') }))
    scenario.when(correctEvent(leftId)).refuses('person-in-two-households', { day: '2024-08-01' })
  })

  it('does not annul the change of head after which the former head left', () => {
    const { scenario, householdId } = joined()
    scenario.given(changeHouseholdHead(householdId, tien))
    const changedId = scenario.lastEvent.eventId
    scenario.given(removeHouseholdMember(householdId, sinh))
    scenario.when(correctEvent(changedId)).refuses('head-not-in-household', { personId: sinh })
  })
})
