import type { Language } from '#domain'

/** The answer in the reader's language: every `{ vi, en }` in it becomes its text. */
export const localized = (value: unknown, language: Language): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((each) => localized(each, language))
  if ('vi' in value && 'en' in value) return value[language]
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, localized(each, language)]))
}
