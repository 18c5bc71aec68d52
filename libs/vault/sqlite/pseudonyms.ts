import { randomUUID } from 'node:crypto'
import { normalizeCitizenNumber } from '../citizen-number.js'
import { InvalidCitizenNumber } from '../errors.js'
import { keyedHash } from '../seal.js'
import type { Database, Statement } from './sqlite.js'
import type { WriteQueue } from './write-queue.js'

/** Random person ids in place of citizen numbers; of a number only a keyed hash is kept. */
export class Pseudonyms {
  private readonly personIdsOf: Statement
  private readonly insert: Statement
  private readonly deletePerson: Statement

  constructor(
    database: Database,
    private readonly queue: WriteQueue,
    private readonly secret: Uint8Array,
  ) {
    this.personIdsOf = database.prepare(
      'SELECT hash, person_id FROM citizen_numbers WHERE hash IN (SELECT value FROM json_each(?))',
    )
    this.insert = database.prepare('INSERT OR IGNORE INTO citizen_numbers (hash, person_id) VALUES (?, ?)')
    this.deletePerson = database.prepare('DELETE FROM citizen_numbers WHERE person_id = ?')
  }

  async getOrCreate(citizenNumbers: readonly string[]): Promise<string[]> {
    const hashes = citizenNumbers.map((text, index) => {
      const hash = this.hashOf(text)
      if (hash === undefined) throw new InvalidCitizenNumber(index)
      return hash
    })
    const known = this.read(hashes)
    const missing = hashes.filter((hash) => !known.has(hash))
    const complete = missing.length === 0 ? known : await this.queue.write(() => this.create(hashes))
    return hashes.map((hash) => {
      const personId = complete.get(hash)
      if (personId === undefined) throw new Error('a person id just made is missing')
      return personId
    })
  }

  find(citizenNumber: string): string | undefined {
    const hash = this.hashOf(citizenNumber)
    return hash === undefined ? undefined : this.read([hash]).get(hash)
  }

  /** Part of a write. */
  forget(personId: string): void {
    this.deletePerson.run(personId)
  }

  /** Read again inside the write: what another process made first is what counts. */
  private create(hashes: readonly string[]): Map<string, string> {
    for (const hash of hashes) this.insert.run(hash, randomUUID())
    return this.read(hashes)
  }

  private read(hashes: readonly string[]): Map<string, string> {
    const rows = this.personIdsOf.all(JSON.stringify(hashes)) as readonly { hash: string; person_id: string }[]
    return new Map(rows.map((row) => [row.hash, row.person_id]))
  }

  private hashOf(citizenNumber: string): string | undefined {
    const digits = normalizeCitizenNumber(citizenNumber)
    return digits === undefined ? undefined : keyedHash(digits, this.secret)
  }
}
