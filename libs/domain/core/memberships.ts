import { heldOn, withDated, type DatedList } from './dated-list.js'
import type { Day } from './day.js'

/**
 * From a day on: a member, as described; left, by an event that says so; or counted elsewhere, because it had been
 * recorded before that it joined another household on that day.
 */
export type Standing<Member extends object> = Member | 'left' | 'elsewhere'

/** Who belongs to something from which day on, by id. Who leaves on a day is no member on that day any more. */
export type Memberships<Member extends object> = Readonly<Record<string, DatedList<Standing<Member>>>>

/** One unbroken time of membership. */
export interface Spell {
  readonly id: string
  readonly from: Day
  /** The first day on which it is over. */
  readonly until?: Day | undefined
  readonly endedBy?: 'left' | 'elsewhere' | undefined
}

export const withJoined = <Member extends object>(memberships: Memberships<Member>, id: string, from: Day, member: Member): Memberships<Member> =>
  ({ ...memberships, [id]: withDated(memberships[id] ?? [], from, member) })

export const withLeft = <Member extends object>(memberships: Memberships<Member>, id: string, from: Day): Memberships<Member> =>
  ({ ...memberships, [id]: withDated(memberships[id] ?? [], from, 'left') })

/** Stands before everything else of its day, whatever was recorded first: what the day's own papers say holds against it. */
export const withElsewhere = <Member extends object>(memberships: Memberships<Member>, id: string, from: Day | undefined): Memberships<Member> => {
  if (from === undefined) return memberships
  const list = memberships[id] ?? []
  const index = list.findIndex((entry) => entry.from >= from)
  return { ...memberships, [id]: list.toSpliced(index < 0 ? list.length : index, 0, { from, value: 'elsewhere' }) }
}

/** A member as it was described on a day; undefined where it was none. */
export const findMember = <Member extends object>(memberships: Memberships<Member>, id: string, day: Day): Member | undefined => {
  const standing = heldOn(memberships[id] ?? [], day)
  return typeof standing === 'object' ? standing : undefined
}

/** The ids of the members on a day, sorted, so that they don't depend on the order of entry. */
export const memberIdsOn = <Member extends object>(memberships: Memberships<Member>, day: Day): string[] =>
  Object.keys(memberships).filter((id) => findMember(memberships, id, day) !== undefined).sort()

/** Times of membership by their first day; one that ends on the day on which it began is none. */
export const spellsOf = <Member extends object>(memberships: Memberships<Member>): Spell[] =>
  Object.entries(memberships).flatMap(([id, list]) => spellsIn(id, list)).sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0))

const spellsIn = <Member extends object>(id: string, list: DatedList<Standing<Member>>): Spell[] => {
  const spells: Spell[] = []
  let from: Day | undefined
  for (const { from: day, value } of list) {
    if (typeof value === 'object') from ??= day
    else {
      const last = spells.at(-1)
      if (from !== undefined && from < day) spells.push({ id, from, until: day, endedBy: value })
      else if (value === 'left' && last?.until === day) spells.splice(-1, 1, { ...last, endedBy: value })
      from = undefined
    }
  }
  return from === undefined ? spells : [...spells, { id, from }]
}

/** The time of membership that a leaving on this day ends; on its last day it may also have been counted elsewhere. */
export const findSpellToEnd = <Member extends object>(memberships: Memberships<Member>, id: string, day: Day): Spell | undefined =>
  spellsOf({ [id]: memberships[id] ?? [] }).find(({ from, until, endedBy }) => from <= day && (until === undefined || day < until || (day === until && endedBy === 'elsewhere')))

/** Whether it is a member throughout: from a day until another, or for good. */
export const isMemberThroughout = <Member extends object>(memberships: Memberships<Member>, id: string, from: Day, until: Day | undefined): boolean =>
  spellsOf({ [id]: memberships[id] ?? [] }).some((spell) => spell.from <= from && (spell.until === undefined || (until !== undefined && until <= spell.until)))

/** Every day on which somebody joined or left. */
export const daysOfChange = <Member extends object>(memberships: Memberships<Member>): Day[] =>
  [...new Set(Object.values(memberships).flatMap((list) => list.map(({ from }) => from)))].sort()

/** A leaving that ends no membership, as only a correction could leave it behind. */
export const findLostLeaving = <Member extends object>(memberships: Memberships<Member>): { readonly id: string; readonly day: Day } | undefined => {
  for (const [id, list] of Object.entries(memberships)) {
    let isMember = false
    let elsewhereOn: Day | undefined
    for (const { from: day, value } of list) {
      if (value === 'left' && !isMember && elsewhereOn !== day) return { id, day }
      if (value === 'elsewhere' && isMember) elsewhereOn = day
      isMember = typeof value === 'object'
    }
  }
  return undefined
}
