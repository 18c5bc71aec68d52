import { getMetadataStorage, ValidationTypes, type ValidationArguments } from 'class-validator'

/**
 * Whether an object surely keeps the rules of its class, parts and lists of parts included. The rules are class-validator's,
 * as its decorators left them. Nearly every command keeps them all, and then this is all that is asked: class-validator makes
 * an error of every field first, and takes those without a fault away. False says nothing yet: what is wrong, it has to say.
 */
export const surelyKeepsRules = (object: object): boolean => {
  const fields = rulesOf(object.constructor)
  for (const name of Object.keys(object)) if (!fields.has(name)) return false
  for (const [name, isKept] of fields) if (!isKept((object as Readonly<Record<string, unknown>>)[name], object)) return false
  return fields.size > 0
}

type IsKept = (value: unknown, object: object) => boolean
type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number]

const known = new WeakMap<object, ReadonlyMap<string, IsKept>>()
const none: ReadonlyMap<string, IsKept> = new Map()

/** By field. A class is complete when it is loaded, so its rules are sorted out once. */
const rulesOf = (type: unknown): ReadonlyMap<string, IsKept> => {
  if (typeof type !== 'function') return none
  const found = known.get(type)
  if (found !== undefined) return found
  const storage = getMetadataStorage()
  const rules = storage.getTargetValidationMetadatas(type, type.name, false, false)
  const byField = new Map(Object.entries(storage.groupByPropertyName(rules)).map(([name, ofField]) => [name, together(ofField)]))
  known.set(type, byField)
  return byField
}

const together = (rules: readonly Rule[]): IsKept => {
  if (!rules.every(isUsual)) return () => false
  const ofType = (type: string) => rules.filter((rule) => rule.type === type)
  const conditions = ofType(ValidationTypes.CONDITIONAL_VALIDATION).map(({ constraints: [condition] }) => condition as (object: object, value: unknown) => boolean)
  const checks = [...ofType(ValidationTypes.CUSTOM_VALIDATION).map(checkOf), ...ofType(ValidationTypes.NESTED_VALIDATION).map(() => isPartKept)]
  return (value, object) => !conditions.every((isAsked) => isAsked(object, value)) || checks.every((isKept) => isKept(value, object))
}

const usualTypes = [ValidationTypes.CONDITIONAL_VALIDATION, ValidationTypes.CUSTOM_VALIDATION, ValidationTypes.NESTED_VALIDATION, ValidationTypes.WHITELIST]

const isUsual = ({ type, groups, validateIf }: Rule): boolean => usualTypes.includes(type) && validateIf === undefined && !(groups?.length > 0)

const checkOf = ({ constraintCls, constraints, propertyName, each }: Rule): IsKept => {
  const validators = getMetadataStorage().getTargetValidatorConstraints(constraintCls).map(({ instance }) => instance)
  const isValid = (value: unknown, args: ValidationArguments): boolean => validators.every((validator) => validator.validate(value, args) === true)
  return (value, object) => {
    const args: ValidationArguments = { targetName: object.constructor.name, property: propertyName, object, value, constraints }
    if (!each) return isValid(value, args)
    return Array.isArray(value) && value.every((item) => isValid(item, args))
  }
}

const isPartKept = (value: unknown): boolean => (Array.isArray(value) ? value.every((item) => isPartKept(item)) : value instanceof Object && surelyKeepsRules(value))
