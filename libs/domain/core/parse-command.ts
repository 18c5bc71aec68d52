import { validateSync, type ValidationError } from 'class-validator'
import type { CommandClass } from './decision.js'
import { fieldsOf, type FieldMessage } from './fields.js'
import type { Bilingual } from './language.js'
import { surelyKeepsRules } from './kept-rules.js'
import { objectOf } from './object-of.js'

/** One field of a command that is not as it has to be. */
export interface FieldError {
  /** Path in the command: `members.0.identity.birthDate`. */
  readonly field: string
  readonly label?: Bilingual | undefined
  readonly message: Bilingual
}

/** The command was malformed; nothing was decided. */
export class MalformedCommand extends Error {
  override readonly name = 'MalformedCommand'
  constructor(readonly errors: readonly FieldError[]) {
    super(`malformed: ${errors.map(({ field, message }) => `${field} ${message.en}`).join('; ')}`)
  }
}

/** A command out of plain JSON: text made NFC, every field checked, unknown ones refused. Throws `MalformedCommand`, its fields named from `prefix` on. */
export const parseCommand = <Command extends object>(type: CommandClass<Command>, plain: unknown, prefix = ''): Command => {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) throw new MalformedCommand([{ field: '', message: notAnObject }])
  const command = objectOf(type, plain)
  const invalid = surelyKeepsRules(command) ? [] : validateSync(command, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, stopAtFirstError: true })
  const errors = [...inheritedNames(plain, prefix), ...invalid.flatMap((error) => fieldErrors(error, prefix))]
  if (errors.length > 0) throw new MalformedCommand(errors)
  return command
}

/** Names that every object has, like `constructor`, can't be those of fields. */
const inheritedNames = (value: unknown, prefix: string, found: FieldError[] = []): FieldError[] => {
  if (typeof value !== 'object' || value === null) return found
  for (const [key, each] of Object.entries(value)) {
    if (key in Object.prototype) found.push({ field: prefix + key, message: unknownField })
    else if (typeof each === 'object') inheritedNames(each, `${prefix}${key}.`, found)
  }
  return found
}

const fieldErrors = (error: ValidationError, prefix: string): FieldError[] => {
  const field = prefix + error.property
  const own = Object.entries(error.constraints ?? {}).slice(0, 1).map(([constraint, message]) => ({ field, ...wording(constraint, message, error) }))
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, `${field}.`))]
}

const wording = (constraint: string, message: string, error: ValidationError): Omit<FieldError, 'field'> => {
  if (constraint === 'whitelistValidation') return { message: unknownField }
  const label = labelOf(error)
  if (error.value === undefined) return { label, message: missing }
  if (!message.startsWith('{')) return { label, message: notAnObject }
  const { vi, en } = JSON.parse(message) as FieldMessage
  return { label, message: { vi, en } }
}

const labelOf = (error: ValidationError): Bilingual | undefined =>
  error.target === undefined ? undefined : fieldsOf(error.target.constructor as new () => object).get(error.property)?.label

const unknownField: Bilingual = { vi: 'không có trường này', en: 'is no field of this command' }
const missing: Bilingual = { vi: 'bắt buộc phải có', en: 'is required' }
const notAnObject: Bilingual = { vi: 'phải là một đối tượng', en: 'must be an object' }
