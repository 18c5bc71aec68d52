import type { SealedValue } from './vault.js'

/** Whether a part of a document is a sealed value: exactly the three texts `sealed`, `key` and `at`. */
export const isSealed = (part: unknown): part is SealedValue =>
  isObject(part) &&
  typeof part['sealed'] === 'string' &&
  typeof part['key'] === 'string' &&
  typeof part['at'] === 'string' &&
  Object.keys(part).length === 3

/** Whose keys are needed to open the documents. */
export const keysIn = (documents: readonly unknown[]): Set<string> => {
  const keys = new Set<string>()
  const walk = (part: unknown): void => {
    if (isSealed(part)) keys.add(part.key)
    else if (Array.isArray(part)) part.forEach(walk)
    else if (isObject(part)) Object.values(part).forEach(walk)
  }
  documents.forEach(walk)
  return keys
}

/** A deep copy with every sealed value replaced. What comes out of a seal is not searched for further seals. */
export const replaceSealed = (part: unknown, open: (sealed: SealedValue) => unknown): unknown => {
  if (isSealed(part)) return open(part)
  if (Array.isArray(part)) return part.map((item: unknown) => replaceSealed(item, open))
  if (!isObject(part)) return part
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, replaceSealed(value, open)]))
}

/** A plain object of any realm; dates, maps and buffers are left as they are. */
const isObject = (part: unknown): part is Record<string, unknown> => {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return false
  const prototype: unknown = Object.getPrototypeOf(part)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
