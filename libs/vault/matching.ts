import { foldedWords, foldText } from './fold-text.js'
import type { NamedHousehold } from './name-search.js'

/** What a text has to hold: each of the words whole, and a word that begins with the last one. */
export interface SoughtWords {
  readonly whole: readonly string[]
  readonly beginning: string
}

/** More words than this make nothing clearer, and no name has them. */
const mostWords = 12

/** Undefined when the text asks for nothing. */
export const soughtWords = (text: string | undefined): SoughtWords | undefined => {
  const words = foldedWords(text ?? '').slice(0, mostWords)
  const beginning = words.pop()
  return beginning === undefined ? undefined : { whole: words, beginning }
}

/** Folded text between spaces, so that ` word ` finds a whole word in it and ` wo` a beginning. */
export const searchable = (text: string): string => ` ${foldText(text)} `

/** The words of such a text. */
export const wordsOf = (text: string): string[] => text.split(' ').filter(Boolean)

export const holds = (text: string, { whole, beginning }: SoughtWords): boolean => {
  const folded = searchable(text)
  return whole.every((word) => folded.includes(` ${word} `)) && folded.includes(` ${beginning}`)
}

/** The place of a household in the order of answers: its head's folded name, before its id. */
export const sortOf = ({ people }: NamedHousehold): string => foldText(people.find(({ isHead }) => isHead)?.name ?? '')
