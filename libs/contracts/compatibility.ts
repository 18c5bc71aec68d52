import { isDeepStrictEqual } from 'node:util'
import type { Bilingual } from '#domain'
import type { JsonSchema } from './json-schema.js'

/** What of a released shape is another today. */
export interface Change {
  /** The field, e.g. `payload.members[].relation`; empty for the whole. */
  readonly path: string
  readonly says: Bilingual
}

/** Say nothing of what is valid. */
const remarks = new Set(['title', 'description', '$comment', 'examples'])
const compared = new Set(['properties', 'required', 'items', 'anyOf', 'oneOf', 'enum'])

/**
 * What breaks readers of the released shape, or events that were recorded in it. Both have to go on: what is valid today
 * must be valid for who validates by the released schema, and what was valid then must be so today. So all is to be as it
 * was, but for optional fields that are added, and remarks.
 */
export const breakingChanges = (released: JsonSchema, today: JsonSchema, path = ''): readonly Change[] => [
  ...keywordChanges(released, today, path),
  ...fieldChanges(released, today, path),
  ...enumChanges(released, today, path),
  ...(released.items === undefined || today.items === undefined ? [] : breakingChanges(released.items, today.items, `${path}[]`)),
  ...alternativeChanges(released.anyOf, today.anyOf, path),
  ...alternativeChanges(released.oneOf, today.oneOf, path),
]

/** `enum`, `anyOf` … on one side alone are another keyword too. */
const keywordChanges = (released: JsonSchema, today: JsonSchema, path: string): Change[] => {
  const keywords = [...new Set([...Object.keys(released), ...Object.keys(today)])].filter((keyword) => !remarks.has(keyword) && keyword !== 'properties' && keyword !== 'required')
  return keywords.flatMap((keyword) => {
    const [before, after] = [released[keyword], today[keyword]]
    if (isDeepStrictEqual(before, after) || compared.has(keyword) && before !== undefined && after !== undefined) return []
    const [was, is] = [inShort(before), inShort(after)]
    return [{ path, says: { vi: `${keyword} đổi từ ${was} thành ${is}`, en: `${keyword} was ${was} and is ${is}` } }]
  })
}

const fieldChanges = (released: JsonSchema, today: JsonSchema, path: string): Change[] => {
  const { properties: before = {}, required: requiredBefore = [] } = released
  const { properties: after = {}, required: requiredAfter = [] } = today
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key): readonly Change[] => {
    const field = path === '' ? key : `${path}.${key}`
    const [was, is] = [before[key], after[key]]
    const [wasRequired, isRequired] = [requiredBefore.includes(key), requiredAfter.includes(key)]
    if (is === undefined) return [{ path: field, says: { vi: 'không còn (bị bỏ, đổi tên hoặc niêm phong)', en: 'is gone (removed, renamed or withheld)' } }]
    if (was === undefined) return isRequired ? [{ path: field, says: { vi: 'được thêm mà bắt buộc', en: 'was added and is required' } }] : []
    const need = wasRequired === isRequired ? [] : [{ path: field, says: isRequired ? { vi: 'nay bắt buộc', en: 'is required now' } : { vi: 'nay không còn bắt buộc', en: 'is no longer required' } }]
    return [...need, ...breakingChanges(was, is, field)]
  })
}

const enumChanges = (released: JsonSchema, today: JsonSchema, path: string): Change[] => {
  if (!Array.isArray(released.enum) || !Array.isArray(today.enum)) return []
  const [before, after] = [new Set<unknown>(released.enum), new Set<unknown>(today.enum)]
  const gone = [...before].filter((value) => !after.has(value)).map((value) => ({ path, says: { vi: `không còn giá trị ${inShort(value)}`, en: `no longer has the value ${inShort(value)}` } }))
  const added = [...after].filter((value) => !before.has(value)).map((value) => ({ path, says: { vi: `thêm giá trị ${inShort(value)} mà nơi nhận chưa biết`, en: `got the value ${inShort(value)}, which readers don't know` } }))
  return [...gone, ...added]
}

const alternativeChanges = (released: readonly JsonSchema[] | undefined, today: readonly JsonSchema[] | undefined, path: string): readonly Change[] => {
  if (released === undefined || today === undefined) return []
  if (released.length !== today.length) return [{ path, says: { vi: `có ${today.length} dạng thay vì ${released.length}`, en: `has ${today.length} alternatives instead of ${released.length}` } }]
  return released.flatMap((alternative, index) => breakingChanges(alternative, today[index] ?? {}, path))
}

const inShort = (value: unknown): string => {
  const text = JSON.stringify(value) ?? '(không / none)'
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
