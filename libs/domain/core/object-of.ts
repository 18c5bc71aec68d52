import { fieldsOf } from './fields.js'

/** What came as an object of its class, its parts as objects of theirs, with the same text, canonically composed. */
export const objectOf = <Type extends object>(type: new () => Type, plain: object): Type => {
  const made = new type()
  const fields = fieldsOf(type)
  for (const [name, value] of Object.entries(plain)) {
    if (!(name in Object.prototype)) (made as Record<string, unknown>)[name] = valueOf(value, fields.get(name)?.nested)
  }
  return made
}

const valueOf = (value: unknown, type: (new () => object) | undefined): unknown => {
  if (typeof value === 'string') return value.normalize('NFC')
  if (Array.isArray(value)) return value.map((each) => valueOf(each, type))
  if (typeof value !== 'object' || value === null) return value
  if (type !== undefined) return objectOf(type, value)
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, valueOf(each, undefined)]))
}
