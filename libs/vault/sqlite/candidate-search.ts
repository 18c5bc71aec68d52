import { soughtWords } from '../matching.js'
import type { SoughtWords } from '../matching.js'
import type { NameQuery } from '../name-search.js'
import type { Place } from '../page-cursor.js'
import { conditionsOn, everyHousehold, ofPerson, ofUnit, ofWord } from './candidate-source.js'
import type { Sought, Source, SqlPart } from './candidate-source.js'
import type { Database, Statement } from './sqlite.js'

/** Above this a condition counts as common, and reading in order with an early end is cheaper than counting on. */
const countedRows = 4_000
const keptStatements = 200

/** Where answers could come from: rows that all hold one word, unit or person, and what they were counted by. */
interface Drive {
  readonly sources: () => readonly Source[]
  readonly rows: number
}

/**
 * Finds the places of matching households in order. The rarest condition drives: its rows are read in the order of the
 * answers straight from an index, the other conditions are checked on each, and reading ends with the page. A common
 * condition fills its page early, a rare one has few rows; so neither sorts, and no page costs more than another.
 */
export class CandidateSearch {
  private readonly statements = new Map<string, Statement>()

  constructor(private readonly database: Database) {}

  find(query: NameQuery, after: Place | undefined, limit: number): Place[] {
    const { unit, personId } = query
    const sought: Sought = { name: soughtWords(query.q), village: soughtWords(query.village), unit, personId }
    const places = this.sourcesFor(sought).flatMap((source) => this.read(source, sought, { after, limit }))
    return inOrder(places).slice(0, limit)
  }

  private sourcesFor(sought: Sought): readonly Source[] {
    if (sought.personId !== undefined) return [ofPerson(sought.personId)]
    const [first, ...others] = [...this.drives(sought)]
    if (!first) return [everyHousehold]
    return others.reduce((best, drive) => (drive.rows < best.rows ? drive : best), first).sources()
  }

  private *drives({ name, village, unit }: Sought): Iterable<Drive> {
    if (unit) {
      const source = ofUnit(unit)
      const { sql, values } = { sql: 'search_households WHERE code_set = ? AND code = ?', values: [unit.codeSet, unit.code] }
      yield { sources: () => [source], rows: this.count({ sql, values }) }
    }
    if (name) yield* this.wordDrives('name', name)
    if (village) yield* this.wordDrives('village', village)
  }

  private *wordDrives(field: 'name' | 'village', { whole, beginning }: SoughtWords): Iterable<Drive> {
    for (const word of whole) {
      const rows = this.count({ sql: 'search_words WHERE field = ? AND word = ?', values: [field, word] })
      yield { sources: () => [ofWord(field, word)], rows }
    }
    const rows = this.count({
      sql: 'search_words WHERE field = ? AND word >= ? AND word < ?',
      values: [field, beginning, afterAll(beginning)],
    })
    yield { sources: () => this.wordsBeginning(field, beginning).map((word) => ofWord(field, word)), rows }
  }

  private count({ sql, values }: SqlPart): number {
    const statement = this.statement(`SELECT count(*) AS rows FROM (SELECT 1 FROM ${sql} LIMIT ${countedRows})`)
    return (statement.get(...values) as { rows: number }).rows
  }

  /** The distinct words, by leaping over the rows of each. Names have a few hundred. */
  private wordsBeginning(field: string, beginning: string): string[] {
    const next = this.statement('SELECT min(word) AS word FROM search_words WHERE field = ? AND word > ? AND word < ?')
    const end = afterAll(beginning)
    const words: string[] = []
    // The greatest text below every word with this beginning is the beginning itself, which may be a word too.
    const own = this.statement('SELECT word FROM search_words WHERE field = ? AND word = ? LIMIT 1').get(field, beginning)
    if (own !== undefined) words.push(beginning)
    for (let from = beginning; ; ) {
      const { word } = next.get(field, from, end) as { word: string | null }
      if (word === null) return words
      words.push(word)
      from = word
    }
  }

  private read(source: Source, sought: Sought, page: { after: Place | undefined; limit: number }): Place[] {
    const { after, limit } = page
    const conditions: readonly SqlPart[] = [
      source.where,
      ...(after ? [{ sql: `(${source.sort}, ${source.id}) > (?, ?)`, values: [after.sort, after.householdId] }] : []),
      ...conditionsOn(source, sought),
    ]
    const statement = this.statement(
      `SELECT DISTINCT ${source.sort} AS sort, ${source.id} AS householdId FROM ${source.from}
       WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY ${source.sort}, ${source.id} LIMIT ?`,
    )
    return statement.all(...conditions.flatMap(({ values }) => values), limit) as Place[]
  }

  private statement(sql: string): Statement {
    const existing = this.statements.get(sql)
    if (existing) return existing
    if (this.statements.size >= keptStatements) this.statements.clear()
    const prepared = this.database.prepare(sql)
    this.statements.set(sql, prepared)
    return prepared
  }
}

/** Greater than every word with this beginning. */
const afterAll = (beginning: string): string => `${beginning}\u{10FFFF}`

/** By code points, as SQLite orders UTF-8, each household once. */
const inOrder = (places: readonly Place[]): Place[] => {
  const sorted = [...places].sort(
    (a, b) => Buffer.compare(Buffer.from(a.sort), Buffer.from(b.sort)) || (a.householdId < b.householdId ? -1 : 1),
  )
  return sorted.filter(({ householdId }, index) => householdId !== sorted[index - 1]?.householdId)
}
