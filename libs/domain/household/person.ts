import { householdRegistered, memberJoined, memberLeft } from '../catalogue/household-events.js'
import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { memberIdsOn, spellsOf, withElsewhere, withJoined, withLeft, type Memberships, type Spell } from '../core/memberships.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState, on } from '../core/state.js'

/** The households that a person belonged to, by household id; never to two on one day. */
export interface Person {
  readonly households: Memberships<Belonging>
}

type Belonging = Readonly<Record<never, never>>
const belongs: Belonging = {}

export const person = defineState<Person>({
  name: 'person',
  tagKind: 'person',
  initial: { households: {} },
  on: [
    on(householdRegistered, ({ households }, { occurredOn, data: { householdId } }) => ({ households: withJoined(households, householdId, occurredOn, belongs) })),
    on(memberJoined, ({ households }, { occurredOn, data: { householdId, until } }) =>
      ({ households: withElsewhere(withJoined(households, householdId, occurredOn, belongs), householdId, until) })),
    on(memberLeft, ({ households }, { occurredOn, data: { householdId } }) => ({ households: withLeft(households, householdId, occurredOn) })),
  ],
  invariant: (state) => refuseIfInTwo(state),
})

/** The household that a person belonged to on a day. */
export const householdOn = ({ households }: Person, day: Day): string | undefined => memberIdsOn(households, day)[0]

/** The household that it is first known to have joined after a day, and when. */
export const findNextHousehold = ({ households }: Person, day: Day): Spell | undefined => spellsOf(households).find(({ from }) => from > day)

const refuse = defineRefusals({
  'person-already-in-household': {
    rule: 'A person belongs to one household on a day.', source: 'design',
    vi: ({ member, householdId, since }: { member?: number; householdId: string; since: Day }) => `${member === undefined ? 'Người này' : `Thành viên thứ ${member}`} đã thuộc hộ ${householdId} từ ngày ${formatDay(since)}.`,
    en: ({ member, householdId, since }: { member?: number; householdId: string; since: Day }) => `${member === undefined ? 'The person' : `Member ${member}`} belongs to household ${householdId} since ${formatDay(since)}.`,
  },
  'person-in-two-households': {
    rule: 'A person belongs to one household on a day, also after corrections.', source: 'design',
    vi: ({ day, householdIds }: { day: Day; householdIds: readonly string[] }) => `Từ ngày ${formatDay(day)} một người sẽ thuộc hai hộ ${householdIds.join(' và ')}; hãy đính chính việc vào hộ sau trước.`,
    en: ({ day, householdIds }: { day: Day; householdIds: readonly string[] }) => `From ${formatDay(day)} a person would belong to households ${householdIds.join(' and ')}; correct the later joining first.`,
  },
})

/** Why a person can't be registered in this household from this day on, until it is known to have left it. */
export const refuseUnlessFree = ({ households }: Person, householdId: string, day: Day, member: number): Refusal | undefined => {
  const spells = spellsOf(withJoined(households, householdId, day, belongs))
  const own = spells.find(({ id, from, until }) => id === householdId && from <= day && (until === undefined || until > day))
  const other = spells.find(({ id, from, until }) => id !== householdId && (own?.until === undefined || from < own.until) && (until === undefined || until > day))
  return own && other && refuse('person-already-in-household', { member, householdId: other.id, since: other.from })
}

/** Why a person can't join a household on this day. */
export const refuseIfInHousehold = ({ households }: Person, day: Day): Refusal | undefined => {
  const spell = spellsOf(households).find(({ from, until }) => from <= day && (until === undefined || until > day))
  return spell && refuse('person-already-in-household', { householdId: spell.id, since: spell.from })
}

const refuseIfInTwo = ({ households }: Person): Refusal | undefined => {
  let latest: Spell | undefined
  for (const spell of spellsOf(households)) {
    if (latest !== undefined && (latest.until === undefined || spell.from < latest.until)) return refuse('person-in-two-households', { day: spell.from, householdIds: [latest.id, spell.id] })
    latest = spell
  }
  return undefined
}
