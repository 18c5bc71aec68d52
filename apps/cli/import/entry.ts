import type { ReadRow, Row } from './read-rows.js'

/** The consecutive rows of one number: one command. */
export interface Entry {
  readonly number: string
  readonly rows: readonly Row[]
  /** A line of it could not be read, or may have been its: recorded without that line it would be half an entry. */
  readonly isBroken: boolean
}

/** Puts consecutive rows of one number together, where the template holds lists; else every row is an entry. */
export class EntryCollector {
  #number: string | undefined
  #rows: Row[] = []
  #isBroken = false
  #nextIsBroken = false

  constructor(private readonly grouped: boolean) {}

  /** The entry that ends before this row, if one does. */
  add(row: ReadRow): Entry | undefined {
    if (!this.grouped) return 'problem' in row ? undefined : { number: row.number, rows: [row], isBroken: false }
    if (row.number === undefined) {
      // It may belong to the entry before it or to the one after it.
      this.#isBroken = true
      this.#nextIsBroken = true
      return undefined
    }
    const ended = row.number === this.#number ? undefined : this.end()
    this.#number = row.number
    this.#nextIsBroken = false
    if ('problem' in row) this.#isBroken = true
    else this.#rows.push(row)
    return ended
  }

  /** The entry that the last row leaves open. */
  end(): Entry | undefined {
    const entry = this.#number === undefined || this.#rows.length === 0 ? undefined : { number: this.#number, rows: this.#rows, isBroken: this.#isBroken }
    this.#isBroken = this.#nextIsBroken
    this.#number = undefined
    this.#rows = []
    return entry
  }
}
