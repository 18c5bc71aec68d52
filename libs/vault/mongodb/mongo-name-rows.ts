import { Long } from 'mongodb'
import type { AnyBulkWriteOperation, ClientSession, Filter } from 'mongodb'
import { StaleCheckpoint } from '../errors.js'
import { soughtWords } from '../matching.js'
import type { FoundRow, NameRows, SavedPiece, SearchState } from '../name-rows.js'
import type { NamedHousehold, NameQuery } from '../name-search.js'
import type { Place } from '../page-cursor.js'
import { numberOf, searchStateId } from './collections.js'
import type { HouseholdDocument, KeyDocument, SearchStateDocument, TermDocument } from './collections.js'
import { RarestTerms } from './rarest-terms.js'
import { householdDocument, isCounted, patternOf, personTerm, placeOf, placeText, unitText } from './search-terms.js'
import type { VaultDatabase } from './vault-database.js'

/** More of them, and the server would no longer merge their rows in order but sort them all. */
const mergedTerms = 100

/** What each household's document is to be, undefined where it is to go; and what is from a higher position stays. */
interface Wanted {
  readonly documents: ReadonlyMap<string, HouseholdDocument | undefined>
  readonly position: number
}

/**
 * The search by name over MongoDB: a document a household, an index of its terms that holds each term's households in
 * the order of the answers, and how many households have a term. All writers take turns at one document, so that a
 * transaction sees everything that was written and forgotten before it.
 */
export class MongoNameRows implements NameRows {
  readonly pieceLength = 100
  private readonly rarest: RarestTerms

  constructor(private readonly vault: VaultDatabase) {
    this.rarest = new RarestTerms(vault)
  }

  async save({ entries, removed, checkpoint, isLast }: SavedPiece): Promise<void> {
    await this.vault.transaction(async (session) => {
      const before = await this.takeTurn(session, isLast ? { checkpoint: Long.fromNumber(checkpoint) } : {})
      if (checkpoint < before.checkpoint) throw new StaleCheckpoint(before.checkpoint)
      const documents = new Map<string, HouseholdDocument | undefined>()
      for (const entry of await this.withoutForgotten(entries, session)) documents.set(entry.householdId, householdDocument(entry, checkpoint))
      for (const householdId of removed) documents.set(householdId, undefined)
      await this.bringTo({ documents, position: checkpoint }, session)
    })
  }

  async state(): Promise<SearchState> {
    const state = await this.vault.run((session) => this.states.findOne({ _id: searchStateId }, { session }))
    return stateOf(state)
  }

  async clear(incarnation: string, seen: SearchState): Promise<void> {
    await this.vault.transaction(async (session) => {
      const now = await this.takeTurn(session)
      if (now.incarnation !== seen.incarnation || now.checkpoint !== seen.checkpoint) return
      await this.households.deleteMany({}, { session })
      await this.terms.deleteMany({}, { session })
      await this.states.updateOne({ _id: searchStateId }, { $set: { incarnation, checkpoint: Long.ZERO } }, { session })
    })
  }

  async find(query: NameQuery, after: Place | undefined, limit: number): Promise<FoundRow[]> {
    const terms = query.personId === undefined ? await this.rarest.of(query) : [personTerm(query.personId)]
    const filters = terms === undefined ? [{}] : groupsOf(terms, mergedTerms).map((some) => ({ terms: { $in: some } }))
    const pages = await Promise.all(filters.map((filter) => this.page({ ...filter, ...conditionsOf(query, after) }, limit)))
    return inOrder(pages.flat()).slice(0, limit).map(({ place, entry }) => ({ place: placeOf(place), entry: JSON.parse(entry) as NamedHousehold }))
  }

  /** Part of a transaction, its first: nobody else writes to the search, nor forgets anybody, until that ends. */
  async takeTurn(session: ClientSession, changes: Partial<SearchStateDocument> = {}): Promise<SearchState> {
    const update = { $inc: { turn: Long.ONE }, ...(Object.keys(changes).length > 0 && { $set: changes }) }
    return stateOf(await this.states.findOneAndUpdate({ _id: searchStateId }, update, { session, returnDocument: 'before' }))
  }

  /** Part of a transaction that has the turn: takes out every clear name of a person or household whose key is being destroyed. */
  async forget(key: string, session: ClientSession): Promise<void> {
    if (key.startsWith('household:')) await this.bringTo(always(new Map([[key.slice('household:'.length), undefined]])), session)
    if (!key.startsWith('person:')) return
    const personId = key.slice('person:'.length)
    const rows = await this.households.find({ terms: personTerm(personId) }, { session }).toArray()
    const without = rows.map(({ _id, entry, position }) => [_id, householdDocument(withoutPerson(entry, personId), numberOf(position))] as const)
    await this.bringTo(always(new Map(without)), session)
  }

  private page(filter: Filter<HouseholdDocument>, limit: number): Promise<HouseholdDocument[]> {
    const hint = 'terms' in filter ? { terms: 1, place: 1 } : { place: 1 }
    return this.vault.run((session) => this.households.find(filter, { session }).hint(hint).sort({ place: 1 }).limit(limit).toArray())
  }

  /** What was read from the log before somebody was forgotten may be saved after it; it must not bring a name back. */
  private async withoutForgotten(entries: readonly NamedHousehold[], session: ClientSession): Promise<NamedHousehold[]> {
    const keys = entries.flatMap(({ householdId, people }) => [`household:${householdId}`, ...people.map(({ personId }) => `person:${personId}`)])
    const tombstones = this.vault.collection<KeyDocument>('keys').find({ _id: { $in: keys }, forgotten: { $exists: true } }, { session })
    const forgotten = new Set((await tombstones.toArray()).map(({ _id }) => _id))
    return entries
      .filter(({ householdId }) => !forgotten.has(`household:${householdId}`))
      .map((entry) => ({ ...entry, people: entry.people.filter(({ personId }) => !forgotten.has(`person:${personId}`)) }))
  }

  /** Most events don't change a name: what is the same stays untouched. */
  private async bringTo({ documents, position }: Wanted, session: ClientSession): Promise<void> {
    if (documents.size === 0) return
    const rows = await this.households.find({ _id: { $in: [...documents.keys()] } }, { session }).toArray()
    const existing = new Map(rows.map((row) => [row._id, row]))
    const writes: AnyBulkWriteOperation<HouseholdDocument>[] = []
    const added = new Map<string, number>()
    for (const [householdId, next] of documents) {
      const current = existing.get(householdId)
      if (current && numberOf(current.position) > position) continue
      writes.push(...writesOf(householdId, current, next))
      if (current?.entry === next?.entry) continue
      count(added, current, -1)
      count(added, next, 1)
    }
    if (writes.length > 0) await this.households.bulkWrite(writes, { session, ordered: false })
    await this.countTerms(added, session)
  }

  /** A word that no household has any more goes: it may be the name of somebody who is forgotten. */
  private async countTerms(added: ReadonlyMap<string, number>, session: ClientSession): Promise<void> {
    const changed = [...added].filter(([, households]) => households !== 0)
    if (changed.length === 0) return
    const writes = changed.map(([_id, households]): AnyBulkWriteOperation<TermDocument> => ({
      updateOne: { filter: { _id }, update: { $inc: { households: Long.fromNumber(households) } }, upsert: true },
    }))
    await this.terms.bulkWrite(writes, { session, ordered: false })
    const fewer = changed.filter(([, households]) => households < 0).map(([term]) => term)
    if (fewer.length > 0) await this.terms.deleteMany({ _id: { $in: fewer }, households: { $lte: Long.ZERO } }, { session })
  }

  private get households() {
    return this.vault.collection<HouseholdDocument>('search_households')
  }

  private get terms() {
    return this.vault.collection<TermDocument>('search_terms')
  }

  private get states() {
    return this.vault.collection<SearchStateDocument>('search_state')
  }
}

const stateOf = (state: SearchStateDocument | null): SearchState => {
  if (!state) throw new Error('the state of the search is missing from the vault')
  return { incarnation: state.incarnation, checkpoint: numberOf(state.checkpoint) }
}

/** Every condition again, on each household; only the terms are left to the index. */
const conditionsOf = ({ q, village, unit }: NameQuery, after: Place | undefined): Filter<HouseholdDocument> => {
  const [name, place] = [soughtWords(q), soughtWords(village)]
  return {
    ...(after && { place: { $gt: placeText(after) } }),
    ...(name && { names: { $regex: patternOf(name) } }),
    ...(place && { village: { $regex: patternOf(place) } }),
    ...(unit && { unit: unitText(unit) }),
  }
}

const always = (documents: Wanted['documents']): Wanted => ({ documents, position: Infinity })

const withoutPerson = (json: string, personId: string): NamedHousehold => {
  const entry = JSON.parse(json) as NamedHousehold
  return { ...entry, people: entry.people.filter((person) => person.personId !== personId) }
}

const writesOf = (householdId: string, current: HouseholdDocument | undefined, next: HouseholdDocument | undefined): AnyBulkWriteOperation<HouseholdDocument>[] => {
  const filter = { _id: householdId }
  if (!next) return current ? [{ deleteOne: { filter } }] : []
  if (current?.entry !== next.entry) return [{ replaceOne: { filter, replacement: next, upsert: true } }]
  return numberOf(current.position) === numberOf(next.position) ? [] : [{ updateOne: { filter, update: { $set: { position: next.position } } } }]
}

const count = (added: Map<string, number>, document: HouseholdDocument | undefined, by: number): void => {
  for (const term of document?.terms ?? []) if (isCounted(term)) added.set(term, (added.get(term) ?? 0) + by)
}

const groupsOf = <T>(items: readonly T[], length: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / length) }, (_, index) => items.slice(index * length, (index + 1) * length))

/** By code points, as MongoDB orders UTF-8, each household once. */
const inOrder = (rows: readonly HouseholdDocument[]): HouseholdDocument[] =>
  [...new Map(rows.map((row) => [row._id, row])).values()].sort((a, b) => Buffer.compare(Buffer.from(a.place), Buffer.from(b.place)))
