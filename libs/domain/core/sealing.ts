import type { FieldPath } from './event-definition.js'

/** A clear value that has to be sealed before its event is stored. */
export interface OpenField {
  /** Whose key seals it, e.g. `person:…`. */
  readonly key: string
  /** The field's path, e.g. `members.0.identity`. */
  readonly field: string
  readonly value: unknown
}

type Container = Record<string, unknown>

/** The clear values at the sealed fields of an event's data. */
export const openFieldsOf = (fields: readonly FieldPath[], data: unknown, subject: string): OpenField[] =>
  fields.flatMap(({ path, sealedBy }) => {
    if (sealedBy === undefined) return []
    return valuesAt(data, path).flatMap(({ container, field, value }) => {
      if (isClosed(value)) return []
      const key = sealedBy === 'subject' ? subject : `${sealedBy}:${String(container[`${sealedBy}Id`])}`
      return [{ key, field, value }]
    })
  })

/** A copy of the data with the values at these field paths (`members.0.identity`) replaced. */
export const replaceFields = <Data>(data: Data, replacements: ReadonlyMap<string, unknown>): Data => {
  if (replacements.size === 0) return data
  const copy = structuredClone(data)
  for (const [field, value] of replacements) {
    const keys = field.split('.')
    const last = keys.pop() as string
    const container = keys.reduce((at, key) => at[key] as Container, copy as Container)
    container[last] = value
  }
  return copy
}

export const isClosed = (value: unknown): boolean => typeof value === 'object' && value !== null && 'sealed' in value && 'key' in value && 'at' in value

const valuesAt = (root: unknown, path: readonly string[]): { container: Container; field: string; value: unknown }[] => {
  let found = [{ container: {} as Container, field: '', value: root }]
  for (const key of path) {
    found = found.flatMap(({ field, value }) => {
      if (typeof value !== 'object' || value === null) return []
      const container = value as Container
      const keys = key === '*' ? Object.keys(container) : [key]
      return keys.filter((each) => container[each] !== undefined).map((each) => ({ container, field: field === '' ? each : `${field}.${each}`, value: container[each] }))
    })
  }
  return found
}
