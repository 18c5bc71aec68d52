import { randomBytes } from 'node:crypto'
import { keyBytes } from '../seal.js'
import type { Database, Statement } from './sqlite.js'

/** Random secrets by name, the same in every process. */
export class Secrets {
  private readonly read: Statement
  private readonly insert: Statement

  constructor(database: Database) {
    this.read = database.prepare('SELECT bytes FROM secrets WHERE name = ?')
    this.insert = database.prepare('INSERT OR IGNORE INTO secrets (name, bytes) VALUES (?, ?)')
  }

  find(name: string): Uint8Array | undefined {
    return (this.read.get(name) as { bytes: Uint8Array } | undefined)?.bytes
  }

  /** Part of a write. */
  getOrCreate(name: string): Uint8Array {
    this.insert.run(name, randomBytes(keyBytes))
    const bytes = this.find(name)
    if (!bytes) throw new Error(`the secret ${name} just made is missing`)
    return bytes
  }
}
