import { randomOf } from '../entry.js'

const seed = 117_325

/** Chances that come out alike on every run. Each has a name, so that a new one never moves what the others give. */
export class Chance {
  readonly next: () => number

  constructor(named: string) {
    // FNV-1a, so that names as like as "life 1" and "life 2" begin far apart.
    const start = [...named].reduce((hash, sign) => Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 16_777_619), 2_166_136_261 ^ seed)
    this.next = randomOf(start)
  }

  happens(probability: number): boolean {
    return this.next() < probability
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  readonly pick = <Value>(values: readonly Value[]): Value => values[Math.floor(this.next() * values.length)] as Value

  shuffled<Value>(values: readonly Value[]): Value[] {
    return values.map((value) => ({ value, place: this.next() })).sort((one, other) => one.place - other.place).map(({ value }) => value)
  }
}
