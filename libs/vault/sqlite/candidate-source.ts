import type { SoughtWords } from '../matching.js'

/** A piece of SQL with the values of its question marks. */
export interface SqlPart {
  readonly sql: string
  readonly values: readonly string[]
}

/** What is looked for, folded. */
export interface Sought {
  readonly name: SoughtWords | undefined
  readonly village: SoughtWords | undefined
  readonly unit: { readonly codeSet: string; readonly code: string } | undefined
  readonly personId: string | undefined
}

/** Rows that an index holds in the order of the answers. */
export interface Source {
  readonly from: string
  readonly where: SqlPart
  readonly sort: string
  readonly id: string
  /** The column that holds one person's whole name, or the whole village, where the source has it at hand. */
  readonly text?: { readonly field: 'name' | 'village'; readonly column: string }
}

export const ofWord = (field: 'name' | 'village', word: string): Source => ({
  from: 'search_words w',
  where: { sql: 'w.field = ? AND w.word = ?', values: [field, word] },
  sort: 'w.sort',
  id: 'w.household_id',
  text: { field, column: 'w.text' },
})

export const ofUnit = ({ codeSet, code }: { readonly codeSet: string; readonly code: string }): Source => ({
  ...everyHousehold,
  where: { sql: 'h.code_set = ? AND h.code = ?', values: [codeSet, code] },
})

export const ofPerson = (personId: string): Source => ({
  ...everyHousehold,
  where: {
    sql: 'h.household_id IN (SELECT household_id FROM search_people WHERE person_id = ?)',
    values: [personId],
  },
})

export const everyHousehold: Source = {
  from: 'search_households h',
  where: { sql: 'TRUE', values: [] },
  sort: 'h.sort',
  id: 'h.household_id',
}

/** Every condition again, on each row of the source; only what the source is by itself is left out. */
export const conditionsOn = (source: Source, { name, village, unit }: Sought): SqlPart[] => {
  const conditions: SqlPart[] = []
  if (name && source.text?.field === 'name') conditions.push(textHolds(source.text.column, name))
  else if (name) {
    const { sql, values } = textHolds('p.text', name)
    conditions.push({ sql: `EXISTS (SELECT 1 FROM search_people p WHERE p.household_id = ${source.id} AND ${sql})`, values })
  }
  if (village && source.text?.field === 'village') conditions.push(textHolds(source.text.column, village))
  else if (village) conditions.push(ofHousehold(source, textHolds('o.village', village)))
  if (unit) conditions.push(ofHousehold(source, { sql: 'o.code_set = ? AND o.code = ?', values: [unit.codeSet, unit.code] }))
  return conditions
}

const ofHousehold = ({ id }: Source, { sql, values }: SqlPart): SqlPart => ({
  sql: `EXISTS (SELECT 1 FROM search_households o WHERE o.household_id = ${id} AND ${sql})`,
  values,
})

const textHolds = (column: string, { whole, beginning }: SoughtWords): SqlPart => ({
  sql: [...whole, beginning].map(() => `instr(${column}, ?) > 0`).join(' AND '),
  values: [...whole.map((word) => ` ${word} `), ` ${beginning}`],
})
