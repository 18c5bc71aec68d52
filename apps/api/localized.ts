import type { Language } from '#domain'
import type { BoardAnswer, FactLine } from '#read-models'

const texts = new WeakMap<object, Map<Language, string>>()

/** An answer as JSON in the reader's language; of an answer that was given before it is the same text. */
export const localizedText = (answer: { readonly lines: readonly FactLine[] }, language: Language): string => {
  const known = texts.get(answer) ?? new Map<Language, string>()
  texts.set(answer, known)
  const text = known.get(language) ?? JSON.stringify(localizedLines(answer, language))
  known.set(language, text)
  return text
}

/** The answer with the sentences of its lines in the reader's language. */
const localizedLines = <Answer extends { readonly lines: readonly FactLine[] }>(answer: Answer, language: Language) => ({
  ...answer,
  lines: answer.lines.map((line) => ({
    ...line,
    sentence: line.sentence[language],
    corrections: line.corrections.map((correction) => ({ ...correction, sentenceBefore: correction.sentenceBefore[language] })),
  })),
})

/** A board with the names of its rows in the reader's language. */
export const localizedBoard = (board: BoardAnswer, language: Language): object => ({ ...board, groups: board.groups.map((group) => ({ ...group, name: group.name[language] })) })
