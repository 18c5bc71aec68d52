import type { Bilingual } from '#domain'

/** What is wrong with a file, a line or a cell, and where it stands. */
export interface CsvProblem {
  /** 1 is the header; undefined for the file as a whole. */
  readonly line?: number | undefined
  /** The cell, counted from 1. */
  readonly column?: number | undefined
  readonly header?: string | undefined
  readonly code: string
  readonly message: Bilingual
}

/** A file of which no row can be read. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
  constructor(readonly problem: CsvProblem) {
    super(problem.message.en)
  }
}
