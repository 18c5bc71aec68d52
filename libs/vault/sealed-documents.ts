import type { SealedValue } from './vault.js'

/** Whether a part of a document is a sealed value: exactly the three texts `sealed`, `key` and `at`. */
export const isSealed = (part: unknown): part is SealedValue =>
  isObject(part) &&
  typeof part['sealed'] === 'string' &&
  typeof part['key'] === 'string' &&
  typeof part['at'] === 'string' &&
  Object.keys(part).length === 3

/** Whose keys are needed to open the documents, but for the sealed values that are known. */
export const keysIn = (documents: readonly unknown[], isKnown: (sealed: SealedValue) => boolean = () => false): Set<string> => {
  const keys = new Set<string>()
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    if (isSealed(part)) {
      if (!isKnown(part)) keys.add(part.key)
      return
    }
    if (Array.isArray(part)) part.forEach(walk)
    else if (isObject(part)) for (const name of Object.keys(part)) walk(part[name])
  }
  documents.forEach(walk)
  return keys
}

/** The document with every sealed value replaced; parts without any are shared with the original. What comes out of a seal is not searched for further seals. */
export const replaceSealed = (part: unknown, open: (sealed: SealedValue) => unknown): unknown => {
  if (typeof part !== 'object' || part === null) return part
  if (isSealed(part)) return open(part)
  if (Array.isArray(part)) return replaceInList(part, open)
  return isObject(part) ? replaceInObject(part, open) : part
}

const replaceInList = (list: readonly unknown[], open: (sealed: SealedValue) => unknown): unknown => {
  let copy: unknown[] | undefined
  list.forEach((item, index) => {
    const replaced = replaceSealed(item, open)
    if (replaced !== item) (copy ??= [...list])[index] = replaced
  })
  return copy ?? list
}

const replaceInObject = (object: Readonly<Record<string, unknown>>, open: (sealed: SealedValue) => unknown): unknown => {
  let copy: Record<string, unknown> | undefined
  for (const name of Object.keys(object)) {
    const replaced = replaceSealed(object[name], open)
    if (replaced !== object[name]) (copy ??= { ...object })[name] = replaced
  }
  return copy ?? object
}

/** A plain object of any realm; dates, maps and buffers are left as they are. */
const isObject = (part: unknown): part is Record<string, unknown> => {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return false
  const prototype: unknown = Object.getPrototypeOf(part)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
