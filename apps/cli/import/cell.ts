import { formatDay, formatNumber, isDay, type Bilingual, type FieldDescription } from '#domain'
import { foldText } from '#vault'
import { findValue, wordOf } from './words.js'

/** What a cell says, or why it can't be read. */
export type CellValue = { readonly value: unknown } | { readonly problem: Bilingual }

interface CellKind {
  readonly read: (text: string, field: FieldDescription) => CellValue
  readonly write: (value: unknown) => string
}

/** The text of a cell as the value of its field. What the field allows beyond that, the command checks itself. */
export const readCell = (text: string, field: FieldDescription): CellValue => kindOf(field).read(text, field)

/** The value of a field as an officer would type it. */
export const writeCell = (value: unknown, field: FieldDescription): string => (value === undefined ? '' : kindOf(field).write(value))

const text: CellKind = { read: (given) => ({ value: given }), write: String }

const wholeNumber: CellKind = {
  read: (given) => {
    const digits = /^-?[1-9]\d{0,2}(\.\d{3})+$/.test(given) ? given.replaceAll('.', '') : given
    return /^-?\d+$/.test(digits) ? { value: Number(digits) } : { problem: notWhole }
  },
  write: (value) => formatNumber(value as number),
}

/** A year is no amount: it takes no dots. */
const year: CellKind = { read: wholeNumber.read, write: String }

const day: CellKind = {
  read: (given) => {
    const [, date = '', month = '', ofYear = ''] = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(given) ?? []
    const iso = ofYear === '' ? given : `${ofYear}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
    return isDay(iso) ? { value: iso } : { problem: notDay }
  },
  write: (value) => formatDay(value as string),
}

const flag: CellKind = {
  read: (given) => {
    const folded = foldText(given)
    if (yes.includes(folded)) return { value: true }
    return no.includes(folded) ? { value: false } : { problem: notFlag }
  },
  write: (value) => (value === true ? 'có' : 'không'),
}

const choice: CellKind = {
  read: (given, { schema }) => choose(schema.enum as readonly string[], given),
  write: (value) => wordOf(value as string),
}

const choices: CellKind = {
  read: (given, { schema }) => {
    const values = (schema.items as { enum: readonly string[] }).enum
    const read = given.split(/[|;,]/).map((each) => choose(values, each.trim()))
    return read.find((each) => 'problem' in each) ?? { value: read.map((each) => ('value' in each ? each.value : undefined)) }
  },
  write: (value) => (value as readonly string[]).map(wordOf).join(' | '),
}

const dongOrNoneKnown: CellKind = {
  read: (given, field) => {
    const none = findValue(['none-known'], given)
    return none === undefined ? wholeNumber.read(given, field) : { value: none }
  },
  write: (value) => (typeof value === 'number' ? formatNumber(value) : wordOf(String(value))),
}

const kindOf = ({ schema }: FieldDescription): CellKind => {
  if ('oneOf' in schema) return dongOrNoneKnown
  if ('enum' in schema) return choice
  if (schema.type === 'array') return 'enum' in (schema.items as object) ? choices : texts
  if (schema.type === 'integer') return typeof schema.minimum === 'number' && schema.minimum >= 1900 ? year : wholeNumber
  if (schema.type === 'boolean') return flag
  return schema.format === 'date' ? day : text
}

const texts: CellKind = {
  read: (given) => ({ value: given.split(/[|;,]/).map((each) => each.trim()).filter(Boolean) }),
  write: (value) => (value as readonly string[]).join(' | '),
}

const choose = (values: readonly string[], given: string): CellValue => {
  const value = findValue(values, given)
  if (value !== undefined) return { value }
  const allowed = values.map(wordOf).join(', ')
  return { problem: { vi: `phải là một trong: ${allowed}`, en: `must be one of: ${allowed} (or ${values.join(', ')})` } }
}

const yes = ['co', 'x', 'dung', 'true', 'yes', '1']
const no = ['khong', 'sai', 'false', 'no', '0']

const notWhole: Bilingual = { vi: 'phải là số nguyên, ví dụ 4.000.000 (không có phần thập phân)', en: 'must be a whole number such as 4.000.000 or 4000000, without decimals' }
const notDay: Bilingual = { vi: 'phải là một ngày có thật, dạng dd/MM/yyyy', en: 'must be a day that exists, as dd/MM/yyyy or YYYY-MM-DD' }
const notFlag: Bilingual = { vi: 'phải là có hoặc không', en: 'must be có (yes) or không (no)' }
