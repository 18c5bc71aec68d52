import { Long } from 'mongodb'
import { wordsOf, searchable, sortOf } from '../matching.js'
import type { SoughtWords } from '../matching.js'
import type { NamedHousehold } from '../name-search.js'
import type { Place } from '../page-cursor.js'
import type { HouseholdDocument } from './collections.js'

export type WordField = 'name' | 'village'
type Unit = NamedHousehold['unit']

const fieldPrefix: Readonly<Record<WordField, string>> = { name: 'n', village: 'v' }

export const wordTerm = (field: WordField, word: string): string => `${fieldPrefix[field]} ${word}`
export const unitText = ({ codeSet, code }: Unit): string => JSON.stringify([codeSet, code])
export const unitTerm = (unit: Unit): string => `u ${unitText(unit)}`
export const personTerm = (personId: string): string => `p ${personId}`

/** One person's households are few, and nobody looks for the beginning of an id: so those aren't counted. */
export const isCounted = (term: string): boolean => !term.startsWith('p ')

/** Orders as first the sort text and then the household does: no folded text has anything so low in it. */
const separator = '\u0000'
export const placeText = ({ sort, householdId }: Place): string => `${sort}${separator}${householdId}`
export const placeOf = (text: string): Place => {
  const at = text.indexOf(separator)
  return { sort: text.slice(0, at), householdId: text.slice(at + 1) }
}

export const householdDocument = (entry: NamedHousehold, position: number): HouseholdDocument => {
  const { householdId, unit, people } = entry
  const names = people.map(({ name }) => searchable(name))
  const village = searchable(entry.village ?? '')
  const terms = [
    ...names.flatMap((name) => wordsOf(name).map((word) => wordTerm('name', word))),
    ...wordsOf(village).map((word) => wordTerm('village', word)),
    ...people.map(({ personId }) => personTerm(personId)),
    unitTerm(unit),
  ]
  return {
    _id: householdId,
    place: placeText({ sort: sortOf(entry), householdId }),
    terms: [...new Set(terms)],
    names,
    village,
    unit: unitText(unit),
    entry: JSON.stringify(entry),
    position: Long.fromNumber(position),
  }
}

/** What a text must match to hold the words in any order. Folded words are letters and digits, nothing that a pattern reads otherwise. */
export const patternOf = ({ whole, beginning }: SoughtWords): string =>
  `^${[...whole.map((word) => ` ${word} `), ` ${beginning}`].map((part) => `(?=.*${part})`).join('')}`
