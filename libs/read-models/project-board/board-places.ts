import type { EventLog, JsonObject, Position, RecordedEvent, UnitRef } from '#event-log'
import { effectiveEvents, eventCorrected, inTodaysShape, programmeOpened, unitRegistered, unitTag, type DataOf, type FactEvent } from '#domain'

export type BoardUnit = Pick<DataOf<typeof unitRegistered>, 'unit' | 'name' | 'parent'>
export type BoardProgramme = Pick<DataOf<typeof programmeOpened>, 'programmeId' | 'code' | 'name'>

/** More levels than government has; a parent that a correction made its own grandchild ends here. */
const mostLevels = 8

/** The units with all that stand above them, by their tags, as known at a position. */
export const unitsWithParents = async (log: Pick<EventLog, 'read'>, units: readonly UnitRef[], upTo: Position): Promise<ReadonlyMap<string, BoardUnit>> => {
  const found = new Map<string, BoardUnit>()
  let tags = [...new Set(units.map(unitTag))]
  for (let level = 0; tags.length > 0 && level < mostLevels; level += 1) {
    const registered = await effectiveOf(log, { tags, type: unitRegistered.type, upTo })
    for (const { subject, data } of registered) if (tags.includes(subject)) found.set(subject, data as DataOf<typeof unitRegistered>)
    tags = [...new Set(tags.flatMap((tag) => found.get(tag)?.parent ?? []).map(unitTag))].filter((tag) => !found.has(tag))
  }
  return found
}

/** The tags of a unit and of those above it, the unit's own first. */
export const tagsUpwards = (unit: UnitRef, units: ReadonlyMap<string, BoardUnit>): string[] => {
  const tags: string[] = []
  for (let tag: string | undefined = unitTag(unit); tag !== undefined && !tags.includes(tag);) {
    tags.push(tag)
    const parent: UnitRef | undefined = units.get(tag)?.parent
    tag = parent && unitTag(parent)
  }
  return tags
}

/** The programmes of these ids, by id, as known at a position. */
export const programmesOf = async (log: Pick<EventLog, 'read'>, programmeIds: readonly string[], upTo: Position): Promise<ReadonlyMap<string, BoardProgramme>> => {
  const opened = await effectiveOf(log, { tags: [...new Set(programmeIds)].map((programmeId) => `programme:${programmeId}`), type: programmeOpened.type, upTo })
  return new Map(opened.map(({ data }) => data as DataOf<typeof programmeOpened>).map((programme) => [programme.programmeId, programme]))
}

/** The programme that has this code or this id. */
export const findProgramme = async (log: Pick<EventLog, 'read'>, codeOrId: string, upTo: Position): Promise<BoardProgramme | undefined> => {
  const opened = await effectiveOf(log, { tags: [`programme-code:${codeOrId}`, `programme:${codeOrId}`], type: programmeOpened.type, upTo })
  return opened.map(({ data }) => data as DataOf<typeof programmeOpened>).find(({ programmeId, code }) => [programmeId, code].includes(codeOrId))
}

interface Asked {
  readonly tags: readonly string[]
  readonly type: string
  readonly upTo: Position
}

/** What holds of the events of one type with these tags. */
const effectiveOf = async (log: Pick<EventLog, 'read'>, { tags, type, upTo }: Asked): Promise<FactEvent[]> => {
  if (tags.length === 0) return []
  const events: RecordedEvent[] = []
  for await (const batch of log.read({ tags, types: [type, eventCorrected.type], upTo })) events.push(...batch.filter((event) => event.position <= upTo && isAbout(event, type)))
  // A correction gives its data in the shape of its own time.
  return effectiveEvents(events.map(inTodaysShape)).map((event) => inTodaysShape(event as FactEvent & { readonly data: JsonObject }))
}

const isAbout = ({ type, data }: RecordedEvent, asked: string): boolean => type === asked || data['correctedType'] === asked
