import type { Json, JsonObject } from '#event-log'
import { foldFact, type FactsDocument } from '../facts/facts.js'
import { idsOfTags } from '../facts/keys-of-tags.js'
import type { ReadModel } from '../read-model.js'

/** Everything that was ever recorded of a household, in its own rows; key: its id. */
export const householdHistoryModel: ReadModel<FactsDocument> = {
  name: 'household-history',
  version: 1,
  keysOf: (event) => idsOfTags('household', event),
  tagOf: (householdId) => `household:${householdId}`,
  fold: (document, event, householdId) => foldFact(document, { ...event, data: ownRows(householdId, event.data) }),
}

/** A decision may name many households: the document of one keeps that one's rows of its lists. */
const ownRows = (householdId: string, data: JsonObject): JsonObject => {
  let own: Record<string, Json | undefined> | undefined
  for (const [name, value] of Object.entries(data)) {
    const kept = name === 'replacement' ? ownRows(householdId, value as JsonObject) : isList(value) ? withOwn(householdId, value) : value
    if (kept !== value) (own ??= { ...data })[name] = kept
  }
  return own ?? data
}

const withOwn = (householdId: string, rows: readonly Json[]): readonly Json[] => (rows.every((row) => isOwn(householdId, row)) ? rows : rows.filter((row) => isOwn(householdId, row)))

const isOwn = (householdId: string, row: Json): boolean => typeof row !== 'object' || row === null || !('householdId' in row) || row.householdId === householdId

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)
