import fc from 'fast-check'
import { z } from 'zod'
import { markedFields, sealedValue } from '#domain'
import { day } from '#domain/catalogue/fields'

/** Stands in every text that is to be withheld, so that it is found wherever it comes out. */
export const secret = 'BÍ-MẬT'
export const secretNumber = 987_654_321

/** Data of that shape, optional fields there or not, what is sealed closed or still clear. */
export const arbitraryData = (schema: z.ZodType, isSecret = false): fc.Arbitrary<unknown> => {
  const hidden = isSecret || markedFields(schema).some(({ path }) => path.length === 0)
  if (schema instanceof z.ZodOptional) return arbitraryData(schema.unwrap() as z.ZodType, hidden)
  if (schema === sealedValue) return fc.record({ sealed: fc.base64String(), key: fc.uuid(), at: fc.string() })
  if (schema instanceof z.ZodObject) return arbitraryObject(schema, hidden)
  if (schema instanceof z.ZodArray) return fc.array(arbitraryData(schema.element as z.ZodType, hidden), { maxLength: 3 })
  if (schema instanceof z.ZodUnion) return fc.oneof(...(schema.options as z.ZodType[]).map((option) => arbitraryData(option, hidden)))
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...(schema.options as string[]))
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values)
  if (schema instanceof z.ZodUUID) return fc.uuid()
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodRecord) return fc.constant({})
  if (schema instanceof z.ZodNumber) return hidden ? fc.constant(secretNumber) : fc.integer({ min: leastOf(schema), max: 1_000_000 })
  if (schema === day) return fc.date({ min: new Date('1930-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
  if (schema instanceof z.ZodString) return fc.string().map((text) => (hidden ? `${secret} ${text}` : text))
  throw new Error(`no arbitrary data for a ${schema.def.type}`)
}

/** A least value may itself be too little. */
const leastOf = (schema: z.ZodNumber): number => {
  const least = Math.max(schema.minValue ?? -1_000_000, -1_000_000)
  return schema.safeParse(least).success ? least : least + 1
}

const arbitraryObject = (schema: z.ZodObject, hidden: boolean): fc.Arbitrary<unknown> => {
  const fields = Object.entries(schema.shape) as [string, z.ZodType][]
  const requiredKeys = fields.filter(([, field]) => !(field instanceof z.ZodOptional)).map(([key]) => key)
  return fc.record(Object.fromEntries(fields.map(([key, field]) => [key, arbitraryData(field, hidden)])), { requiredKeys, noNullPrototype: true })
}
