import { searchable, sortOf, wordsOf } from '../matching.js'
import type { NamedHousehold } from '../name-search.js'
import type { Database, Statement } from './sqlite.js'

interface HouseholdRow {
  readonly sort: string
  readonly village: string
  readonly document: string
  /** The checkpoint of the save that it is from: a long save of somebody who is less far must not undo it. */
  readonly position: number
}

interface Posting {
  readonly field: 'name' | 'village'
  readonly word: string
  readonly text: string
}

/** The rows of the name search. All writing is part of a caller's transaction. */
export class SearchRows {
  private readonly statements: ReturnType<typeof statementsOn>

  constructor(private readonly database: Database) {
    this.statements = statementsOn(database)
  }

  /** Unless it was saved at a higher position already. Most events don't change a name: what is the same stays untouched. */
  replace(entry: NamedHousehold, position: number): void {
    const existing = this.row(entry.householdId)
    if (existing && existing.position > position) return
    this.put(entry, existing, position)
  }

  /** Unless it was saved at a higher position already. */
  remove(householdId: string, position: number): void {
    const existing = this.row(householdId)
    if (existing && existing.position <= position) this.removeRows(householdId, existing)
  }

  /** Takes a person out of every household. */
  forgetPerson(personId: string): void {
    for (const entry of this.withPerson(personId)) {
      const existing = this.row(entry.householdId)
      this.put({ ...entry, people: entry.people.filter((person) => person.personId !== personId) }, existing, existing?.position ?? 0)
    }
  }

  forgetHousehold(householdId: string): void {
    const existing = this.row(householdId)
    if (existing) this.removeRows(householdId, existing)
  }

  clear(): void {
    this.database.exec('DELETE FROM search_words; DELETE FROM search_people; DELETE FROM search_households')
  }

  /** In the order of the ids. */
  read(householdIds: readonly string[]): NamedHousehold[] {
    return householdIds.flatMap((id) => {
      const row = this.row(id)
      return row ? [JSON.parse(row.document) as NamedHousehold] : []
    })
  }

  private withPerson(personId: string): NamedHousehold[] {
    const rows = this.statements.ofPerson.all(personId) as readonly { household_id: string }[]
    return this.read(rows.map((row) => row.household_id))
  }

  private row(householdId: string): HouseholdRow | undefined {
    return this.statements.household.get(householdId) as HouseholdRow | undefined
  }

  private put(entry: NamedHousehold, existing: HouseholdRow | undefined, position: number): void {
    const document = JSON.stringify(entry)
    if (existing?.document === document) {
      if (existing.position < position) this.statements.setPosition.run(position, entry.householdId)
      return
    }
    if (existing) this.removeRows(entry.householdId, existing)
    this.insertRows(entry, document, position)
  }

  private insertRows(entry: NamedHousehold, document: string, position: number): void {
    const { householdId, unit, people } = entry
    const sort = sortOf(entry)
    const village = searchable(entry.village ?? '')
    this.statements.insertHousehold.run(householdId, sort, unit.codeSet, unit.code, village, document, position)
    for (const { personId, name } of people) this.statements.insertPerson.run(householdId, personId, searchable(name))
    const names = people.map(({ name }) => searchable(name))
    for (const { field, word, text } of postings(names, village)) {
      this.statements.insertWord.run(field, word, sort, householdId, text)
    }
  }

  /** By the texts as they were stored, so that rows folded by an older rule are found too. */
  private removeRows(householdId: string, { sort, village }: HouseholdRow): void {
    const people = this.statements.peopleOf.all(householdId) as readonly { text: string }[]
    const names = people.map(({ text }) => text)
    for (const { field, word, text } of postings(names, village)) {
      this.statements.deleteWord.run(field, word, sort, householdId, text)
    }
    this.statements.deletePeople.run(householdId)
    this.statements.deleteHousehold.run(householdId)
  }
}

const postings = (names: readonly string[], village: string): Posting[] => [
  ...names.flatMap((text) => wordsOf(text).map((word) => ({ field: 'name' as const, word, text }))),
  ...wordsOf(village).map((word) => ({ field: 'village' as const, word, text: village })),
]

const statementsOn = (database: Database): Readonly<Record<StatementName, Statement>> => ({
  household: database.prepare('SELECT sort, village, document, position FROM search_households WHERE household_id = ?'),
  peopleOf: database.prepare('SELECT text FROM search_people WHERE household_id = ?'),
  ofPerson: database.prepare('SELECT household_id FROM search_people WHERE person_id = ?'),
  insertHousehold: database.prepare('INSERT INTO search_households VALUES (?, ?, ?, ?, ?, ?, ?)'),
  setPosition: database.prepare('UPDATE search_households SET position = ? WHERE household_id = ?'),
  insertPerson: database.prepare('INSERT OR REPLACE INTO search_people VALUES (?, ?, ?)'),
  insertWord: database.prepare('INSERT OR IGNORE INTO search_words VALUES (?, ?, ?, ?, ?)'),
  deleteWord: database.prepare(
    'DELETE FROM search_words WHERE field = ? AND word = ? AND sort = ? AND household_id = ? AND text = ?',
  ),
  deletePeople: database.prepare('DELETE FROM search_people WHERE household_id = ?'),
  deleteHousehold: database.prepare('DELETE FROM search_households WHERE household_id = ?'),
})

type StatementName =
  | 'household'
  | 'peopleOf'
  | 'ofPerson'
  | 'insertHousehold'
  | 'setPosition'
  | 'insertPerson'
  | 'insertWord'
  | 'deleteWord'
  | 'deletePeople'
  | 'deleteHousehold'
