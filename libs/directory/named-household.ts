import { foldState, headChanged, householdRegistered, memberJoined, memberLeft, type DataOf, type FactEvent } from '#domain'
import { householdMembers, membersOn } from '#domain/household/members'
import type { NamedHousehold } from '#vault'

/** A fact of a household, its sealed fields open. */
export type HouseholdEvent = FactEvent

/** The types of events that say who is in a household. */
export const typesOfNames: readonly string[] = [householdRegistered.type, memberJoined.type, memberLeft.type, headChanged.type]

/** After everything that is recorded. */
const atTheEnd = '9999-12-31'

/** Names of people, opened; a forgotten one is `{ forgotten: true }`. */
interface OpenIdentity {
  readonly name?: string
}

/**
 * A household as it is searched: by its members as they are now, and by who died as one, since that household's history is
 * theirs too. Who moved away is found where it lives now. Undefined where the household is registered no more.
 */
export const namedHousehold = (events: readonly HouseholdEvent[]): NamedHousehold | undefined => {
  const registration = events.find(isRegistration)
  if (registration === undefined) return undefined
  const { householdId, unit, village } = registration.data
  const names = namesOf(events)
  const current = membersOn(foldState(householdMembers.definition, events), atTheEnd)
  const dead = events.filter(isLeaving).filter(({ data: { reason } }) => reason === 'died').map(({ data: { personId } }) => ({ personId, relation: 'other' }))
  const people = [...names].flatMap(([personId, name]) => {
    const found = [...current, ...dead].find((each) => each.personId === personId)
    return found === undefined ? [] : [{ personId, name, isHead: found.relation === 'head' }]
  })
  return { householdId, unit, ...(typeof village === 'string' ? { village } : {}), people }
}

/** The names that were recorded, in the order in which they were; of who joined again the last one. */
const namesOf = (events: readonly HouseholdEvent[]): ReadonlyMap<string, string> => {
  const members = events.flatMap((event) => (isRegistration(event) ? event.data.members : isJoining(event) ? [event.data.member] : []))
  return new Map(members.flatMap(({ personId, identity }) => {
    const { name } = identity as OpenIdentity
    return name === undefined ? [] : [[personId, name] as const]
  }))
}

export const isRegistration = (event: HouseholdEvent): event is FactEvent<'household-registered', DataOf<typeof householdRegistered>> => event.type === householdRegistered.type
const isJoining = (event: HouseholdEvent): event is FactEvent<'member-joined', DataOf<typeof memberJoined>> => event.type === memberJoined.type
const isLeaving = (event: HouseholdEvent): event is FactEvent<'member-left', DataOf<typeof memberLeft>> => event.type === memberLeft.type
