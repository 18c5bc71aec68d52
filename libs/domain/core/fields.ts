import 'reflect-metadata'
import {
  ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsString, IsUUID, Length, Matches, Max, Min, NotEquals,
  registerDecorator, ValidateIf, ValidateNested, type ValidationOptions,
} from 'class-validator'
import { isDay } from './day.js'
import type { Bilingual } from './language.js'

/**
 * The fields of a command: each decorator says at once what the door checks (class-validator), what OpenAPI shows
 * (see `fieldsOf`) and what a person reads when it is wrong.
 */
export interface FieldDescription {
  readonly label: Bilingual
  readonly schema: Readonly<Record<string, unknown>>
  readonly optional: boolean
  /** The class of a nested object or of a list's elements. */
  readonly nested?: (new () => object) | undefined
  readonly list?: boolean | undefined
}

const descriptions = new WeakMap<object, Map<string, FieldDescription>>()
const fields = new WeakMap<object, ReadonlyMap<string, FieldDescription>>()

/** The described fields of a command class, which is complete when it is loaded; inherited ones first. */
export const fieldsOf = (type: new () => object): ReadonlyMap<string, FieldDescription> => {
  const known = fields.get(type)
  if (known !== undefined) return known
  const parent = Object.getPrototypeOf(type.prototype) as { constructor: new () => object } | null
  const inherited = parent === null || parent.constructor === Object ? new Map<string, FieldDescription>() : fieldsOf(parent.constructor)
  const all = new Map([...inherited, ...(descriptions.get(type.prototype as object) ?? [])])
  fields.set(type, all)
  return all
}

/** The bounds that a wrong value is told: one message a field, in both languages, as JSON in class-validator's message. */
export interface FieldMessage extends Bilingual {
  readonly label: Bilingual
}

export interface FieldOptions {
  readonly optional?: boolean
  readonly example?: unknown
}

const field = (label: Bilingual, expected: Bilingual, schema: Record<string, unknown>, options: FieldOptions, checks: (validation: ValidationOptions) => PropertyDecorator[], nested?: { type: new () => object; list: boolean }): PropertyDecorator =>
  (target, key) => {
    const message = JSON.stringify({ ...expected, label } satisfies FieldMessage)
    for (const check of checks({ message })) check(target, key)
    if (options.optional) IsOptionalButNotNull()(target, key)
    const known = descriptions.get(target) ?? new Map<string, FieldDescription>()
    const shown = options.example === undefined ? schema : { ...schema, example: options.example }
    descriptions.set(target, known.set(String(key), { label, schema: shown, optional: options.optional ?? false, nested: nested?.type, list: nested?.list }))
  }

/** Ten thousand billion đồng: beyond any sum on one line, and five hundred such lines still add up to a safe integer. */
const mostDong = 10_000_000_000_000

/** Whole đồng, at least 1 unless `min` says 0. */
export const Dong = (vi: string, en: string, options: FieldOptions & { min?: number } = {}): PropertyDecorator =>
  Count(vi, en, { max: mostDong, ...options })

/** Whole đồng more (above zero) or less (below zero), never 0. */
export const DongChange = (vi: string, en: string, options: FieldOptions = {}): PropertyDecorator =>
  field({ vi, en }, { vi: `phải là số nguyên khác 0, từ -${mostDong} đến ${mostDong}`, en: `must be a whole number other than 0, from -${mostDong} to ${mostDong}` },
    { type: 'integer', minimum: -mostDong, maximum: mostDong, anyOf: [{ type: 'integer', maximum: -1 }, { type: 'integer', minimum: 1 }], example: 20_000_000 }, options,
    (validation) => [IsInt(validation), Min(-mostDong, validation), Max(mostDong, validation), NotEquals(0, validation)])

/** A cap in whole đồng, or the text 'none-known'. */
export const DongOrNoneKnown = (vi: string, en: string, options: FieldOptions = {}): PropertyDecorator => CountOrNoneKnown(vi, en, { max: mostDong, example: 300_000_000, ...options })

/** A whole number from 1 to `max`, or the text 'none-known'. */
export const CountOrNoneKnown = (vi: string, en: string, options: FieldOptions & { max: number }): PropertyDecorator => {
  const { max } = options
  return field({ vi, en }, { vi: `phải là số nguyên từ 1 đến ${max}, hoặc 'none-known' khi chưa có mức trần`, en: `must be a whole number from 1 to ${max}, or 'none-known'` },
    { oneOf: [{ type: 'integer', minimum: 1, maximum: max }, { type: 'string', enum: ['none-known'] }] }, options,
    (validation) => [IsCountOrNoneKnown(max, validation)])
}

/** A whole number between `min` (1 unless said) and `max` (a million unless said). */
export const Count = (vi: string, en: string, options: FieldOptions & { min?: number; max?: number } = {}): PropertyDecorator => {
  const { min = 1, max = 1_000_000 } = options
  return field({ vi, en }, { vi: `phải là số nguyên từ ${min} đến ${max}`, en: `must be a whole number from ${min} to ${max}` },
    { type: 'integer', minimum: min, maximum: max, example: Math.max(min, 1) }, options,
    (validation) => [IsInt(validation), Min(min, validation), Max(max, validation)])
}

/** A day, YYYY-MM-DD, that exists. */
export const DayField = (vi: string, en: string, options: FieldOptions = {}): PropertyDecorator =>
  field({ vi, en }, { vi: 'phải là một ngày có thật, dạng YYYY-MM-DD', en: 'must be a day that exists, as YYYY-MM-DD' },
    { type: 'string', format: 'date', example: '2023-10-30' }, options, (validation) => [IsExistingDay(validation)])

/** The UUID of a thing recorded before. */
export const Id = (vi: string, en: string, options: FieldOptions = {}): PropertyDecorator =>
  field({ vi, en }, { vi: 'phải là một mã UUID', en: 'must be a UUID' },
    { type: 'string', format: 'uuid', example: '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a' }, options, (validation) => [IsUUID('all', validation)])

/** One line of text; NUL and other control characters are refused. */
export const Text = (vi: string, en: string, options: FieldOptions & { max?: number } = {}): PropertyDecorator => {
  const max = options.max ?? 200
  return field({ vi, en }, { vi: `phải là một dòng chữ dài 1–${max} ký tự`, en: `must be one line of text of 1–${max} characters` },
    { type: 'string', minLength: 1, maxLength: max }, options,
    (validation) => [IsString(validation), Length(1, max, validation), Matches(/^(?!\s*$)[^\p{Cc}\p{Cs}]*$/u, validation)])
}

/** Text of a pattern, e.g. a citizen number. `expected` says the pattern in words. */
export const Pattern = (vi: string, en: string, pattern: RegExp, expected: Bilingual, options: FieldOptions = {}): PropertyDecorator =>
  field({ vi, en }, expected, { type: 'string', pattern: pattern.source }, options, (validation) => [IsString(validation), Matches(pattern, validation)])

export const OneOf = (vi: string, en: string, values: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  field({ vi, en }, { vi: `phải là một trong: ${values.join(', ')}`, en: `must be one of: ${values.join(', ')}` },
    { type: 'string', enum: values, example: values[0] }, options, (validation) => [IsIn(values, validation)])

/** A list of some of these values, each once. */
export const SomeOf = (vi: string, en: string, values: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  field({ vi, en }, { vi: `phải là danh sách không trùng lặp, gồm: ${values.join(', ')}`, en: `must be a list without repeats of: ${values.join(', ')}` },
    { type: 'array', items: { type: 'string', enum: values }, minItems: 1, uniqueItems: true, example: [values[0]] }, options,
    (validation) => [IsArray(validation), ArrayMinSize(1, validation), ArrayUnique(validation), IsIn(values, { ...validation, each: true })])

export const Flag = (vi: string, en: string, options: FieldOptions = {}): PropertyDecorator =>
  field({ vi, en }, { vi: 'phải là true hoặc false', en: 'must be true or false' }, { type: 'boolean', example: true }, options, (validation) => [IsBoolean(validation)])

/** An object of its own fields. */
export const Part = (vi: string, en: string, type: new () => object, options: FieldOptions = {}): PropertyDecorator =>
  field({ vi, en }, { vi: 'phải là một đối tượng', en: 'must be an object' }, { type: 'object' }, options,
    (validation) => [IsObjectNotList(validation), ValidateNested(validation)], { type, list: false })

/** A list of objects. */
export const Parts = (vi: string, en: string, type: new () => object, options: FieldOptions & { min?: number; max?: number } = {}): PropertyDecorator => {
  const { min = 1, max = 500 } = options
  return field({ vi, en }, { vi: `phải là danh sách ${min}–${max} mục`, en: `must be a list of ${min}–${max} items` },
    { type: 'array', minItems: min, maxItems: max }, options,
    (validation) => [IsArray(validation), ArrayMinSize(min, validation), ArrayMaxSize(max, validation), IsObjectNotList({ ...validation, each: true }), ValidateNested({ ...validation, each: true })], { type, list: true })
}

/** The values of another command, checked by that command's own fields later. */
export const AnyObject = (vi: string, en: string, options: FieldOptions = {}): PropertyDecorator =>
  field({ vi, en }, { vi: 'phải là một đối tượng', en: 'must be an object' }, { type: 'object', additionalProperties: true }, options, (validation) => [IsObjectNotList(validation)])

/** class-validator's IsOptional also lets null through, which would then be stored. */
const IsOptionalButNotNull = (): PropertyDecorator => (target, key) => {
  ValidateIf((_command, value) => value !== undefined)(target, key)
}

const IsExistingDay = (validation: ValidationOptions): PropertyDecorator => (target, key) => {
  registerDecorator({ name: 'isExistingDay', target: target.constructor, propertyName: String(key), options: validation, validator: { validate: (value: unknown) => typeof value === 'string' && isDay(value) } })
}

const IsObjectNotList = (validation: ValidationOptions): PropertyDecorator => (target, key) => {
  registerDecorator({ name: 'isObjectNotList', target: target.constructor, propertyName: String(key), options: validation, validator: { validate: (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value) } })
}

const IsCountOrNoneKnown = (max: number, validation: ValidationOptions): PropertyDecorator => (target, key) => {
  const validate = (value: unknown) => value === 'none-known' || (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max)
  registerDecorator({ name: 'isCountOrNoneKnown', target: target.constructor, propertyName: String(key), options: validation, validator: { validate } })
}
