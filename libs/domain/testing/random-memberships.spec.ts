import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { effectiveEvents } from '../core/correction.js'
import type { FactEvent } from '../core/event-definition.js'
import { Refusal } from '../core/refusal.js'
import { foldState } from '../core/state.js'
import { group, leaderOn, membersOn as groupMembersOn, type Group } from '../group/group.js'
import { headOn, householdMembers, membersOn, type HouseholdMembers } from '../household/members.js'
import { householdOn, person, type Person } from '../household/person.js'
import { addHouseholdMember, admitGroupMember, changeGroupLeader, changeHouseholdHead, correctEvent, paper, removeHouseholdMember, withdrawGroupMember } from './examples.js'
import { village } from './examples-project.js'
import { personIdOf, type ScenarioCommand } from './scenario.js'

const days = Array.from({ length: 8 }, (_, index) => `2024-01-0${index + 1}`)
const numbers = ['019185000001', '019185000002', '019083000456', '019083000457', '019083000458']
const kinds = ['join', 'leave', 'head', 'admit', 'withdraw', 'lead', 'annul'] as const

interface Step {
  readonly kind: (typeof kinds)[number]
  readonly household: number
  readonly person: number
  readonly day: string
}

const steps = fc.array(
  fc.record({ kind: fc.constantFrom('join' as const, 'leave' as const, ...kinds), household: fc.nat({ max: 2 }), person: fc.nat({ max: numbers.length - 1 }), day: fc.constantFrom(...days) }),
  { minLength: 15, maxLength: 50 },
)

/** Whatever is tried in three households and their group; what is refused is not recorded. */
const lived = (tried: readonly Step[]) => {
  const at = village()
  const refusals = new Set<string>()
  const accepted: string[] = []
  for (const [index, step] of tried.entries()) {
    const decided = at.scenario.run(commandOf(at, step, index, accepted))
    if (decided instanceof Refusal) refusals.add(decided.code)
    else if (step.kind !== 'annul') accepted.push(at.scenario.lastEvent.eventId)
  }
  return { ...at, households: [at.sinh, at.lan, at.tam], refusals, effective: effectiveEvents(at.scenario.events) }
}

const commandOf = ({ groupId, sinh, lan, tam }: ReturnType<typeof village>, { kind, household, person: one, day }: Step, index: number, accepted: readonly string[]): ScenarioCommand => {
  const householdId = [sinh, lan, tam][household] as string
  const citizenNumber = numbers[one] as string
  const common = { occurredOn: day, paper: paper(`${index}/BB`) }
  const commands: Readonly<Record<Step['kind'], () => ScenarioCommand>> = {
    join: () => addHouseholdMember(householdId, { ...common, member: { relation: 'other', name: 'Bàn Văn Tiến', citizenNumber } }),
    leave: () => removeHouseholdMember(householdId, personIdOf(citizenNumber), common),
    head: () => changeHouseholdHead(householdId, personIdOf(citizenNumber), common),
    admit: () => admitGroupMember(groupId, householdId, { ...common, experienced: one === 0 }),
    withdraw: () => withdrawGroupMember(groupId, householdId, common),
    lead: () => changeGroupLeader(groupId, householdId, common),
    annul: () => correctEvent(accepted[(household * 7 + one) % Math.max(1, accepted.length)] ?? personIdOf(''), undefined, { paper: paper(`${index}/KL`) }),
  }
  return commands[kind]()
}

const tagged = (events: readonly FactEvent[], tag: string) => events.filter(({ tags }) => tags.includes(tag))
const householdOf = (events: readonly FactEvent[], id: string): HouseholdMembers => foldState(householdMembers.definition, tagged(events, `household:${id}`))
const personOf = (events: readonly FactEvent[], id: string): Person => foldState(person.definition, tagged(events, `person:${id}`))
const groupOf = (events: readonly FactEvent[], id: string): Group => foldState(group.definition, tagged(events, `group:${id}`))

/** Rosters, heads and leader of every day. */
const rosters = (events: readonly FactEvent[], { households, groupId }: Pick<ReturnType<typeof lived>, 'households' | 'groupId'>) => {
  const states = households.map((id) => householdOf(events, id))
  const own = groupOf(events, groupId)
  return days.map((day) => ({
    households: states.map((state) => ({ members: membersOn(state, day), head: headOn(state, day) })),
    group: groupMembersOn(own, day),
    leader: leaderOn(own, day),
  }))
}

describe('memberships, whatever is recorded and corrected', () => {
  it('put nobody into two households on one day, and the person says the same as the household', () => {
    const seen = new Set<string>()
    fc.assert(fc.property(steps, (tried) => {
      const at = lived(tried)
      for (const code of at.refusals) seen.add(code)
      const homes = [...at.households, at.minh, at.hoa].map((id) => ({ id, state: householdOf(at.effective, id) }))
      const persons = numbers.map(personIdOf).map((id) => ({ id, state: personOf(at.effective, id) }))
      for (const day of days) for (const { id: personId, state } of persons) {
        const living = homes.filter((home) => membersOn(home.state, day).some((member) => member.personId === personId)).map(({ id }) => id)
        expect(living.length).toBeLessThanOrEqual(1)
        expect(householdOn(state, day)).toBe(living[0])
      }
    }), { numRuns: 40 })
    expect([...seen]).toEqual(expect.arrayContaining(['person-already-in-household', 'member-not-in-household', 'head-not-yet-replaced', 'leader-cannot-withdraw']))
  })

  it('leave every group an experienced member and a leader who is one', () =>
    fc.assert(fc.property(steps, (tried) => {
      const at = lived(tried)
      for (const { group: members, leader } of rosters(at.effective, at)) {
        expect(members.some(({ experienced }) => experienced)).toBe(true)
        expect(members.some(({ householdId }) => householdId === leader)).toBe(true)
      }
    }), { numRuns: 20 }))

  it('give the same roster on every day in whatever order different days were entered', () =>
    fc.assert(fc.property(steps, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), (tried, ranks) => {
      const at = lived(tried)
      const dayOf = [...new Set(at.effective.map(({ occurredOn }) => occurredOn))].sort((one, other) => (ranks[hash(one)] ?? 0) - (ranks[hash(other)] ?? 0))
      const shuffled = dayOf.flatMap((day) => at.effective.filter(({ occurredOn }) => occurredOn === day))
      expect(rosters(shuffled, at)).toEqual(rosters(at.effective, at))
    }), { numRuns: 40 }))
})

const hash = (day: string): number => [...day].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 59, 7)
