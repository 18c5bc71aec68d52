import type { Language } from '#domain'
import type { FactLine } from '#read-models'

/** The answer with the sentences of its lines in the reader's language. */
export const localizedLines = <Answer extends { readonly lines: readonly FactLine[] }>(answer: Answer, language: Language) => ({
  ...answer,
  lines: answer.lines.map((line) => ({
    ...line,
    sentence: line.sentence[language],
    corrections: line.corrections.map((correction) => ({ ...correction, sentenceBefore: correction.sentenceBefore[language] })),
  })),
})
