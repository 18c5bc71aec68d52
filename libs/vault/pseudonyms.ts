import { randomUUID } from 'node:crypto'
import { normalizeCitizenNumber } from './citizen-number.js'
import { InvalidCitizenNumber } from './errors.js'
import { keyedHash } from './seal.js'
import type { VaultRows } from './vault-rows.js'

/** A person id just made is missing only where the person is forgotten meanwhile, or a primary was lost before it was durable. */
const mostAttempts = 5

/** Random person ids in place of citizen numbers; of a number only a keyed hash is kept. */
export class Pseudonyms {
  constructor(
    private readonly rows: VaultRows,
    private readonly secret: Uint8Array,
  ) {}

  async getOrCreate(citizenNumbers: readonly string[]): Promise<string[]> {
    const hashes = citizenNumbers.map((text, index) => {
      const hash = this.hashOf(text)
      if (hash === undefined) throw new InvalidCitizenNumber(index)
      return hash
    })
    const known = await this.complete(new Set(hashes))
    return hashes.map((hash) => known.get(hash) ?? missing())
  }

  async find(citizenNumber: string): Promise<string | undefined> {
    const hash = this.hashOf(citizenNumber)
    return hash === undefined ? undefined : (await this.rows.readPersonIds([hash])).get(hash)
  }

  /** Read again after making: what another process made first is what counts. */
  private async complete(hashes: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const all = [...hashes]
    for (let attempt = 0; ; attempt++) {
      const known = await this.rows.readPersonIds(all)
      const unknown = all.filter((hash) => !known.has(hash))
      if (unknown.length === 0) return known
      if (attempt === mostAttempts) return missing()
      await this.rows.createPersonIds(unknown.map((hash) => ({ hash, personId: randomUUID() })))
    }
  }

  private hashOf(citizenNumber: string): string | undefined {
    const digits = normalizeCitizenNumber(citizenNumber)
    return digits === undefined ? undefined : keyedHash(digits, this.secret)
  }
}

const missing = (): never => {
  throw new Error('a person id just made is missing')
}
