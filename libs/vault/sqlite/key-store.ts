import { randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { SubjectForgotten } from '../errors.js'
import { keyBytes } from '../seal.js'
import type { Database, Statement } from './sqlite.js'
import type { WriteQueue } from './write-queue.js'

/** About 10 MB. */
const cachedKeys = 50_000

/** The subjects' keys. Cached, and yet never used once any process has destroyed them. */
export class KeyStore {
  private readonly cache = new LRUCache<string, Uint8Array>({ max: cachedKeys })
  private lastForgetting = 0
  private readonly newlyForgotten: Statement
  private readonly isForgotten: Statement
  private readonly keysOf: Statement
  private readonly insertKey: Statement
  private readonly deleteKey: Statement
  private readonly insertForgotten: Statement

  constructor(
    database: Database,
    private readonly queue: WriteQueue,
  ) {
    this.newlyForgotten = database.prepare('SELECT sequence, key FROM forgotten WHERE sequence > ? ORDER BY sequence')
    this.isForgotten = database.prepare('SELECT 1 FROM forgotten WHERE key = ?')
    this.keysOf = database.prepare('SELECT key, bytes FROM keys WHERE key IN (SELECT value FROM json_each(?))')
    this.insertKey = database.prepare('INSERT OR IGNORE INTO keys (key, bytes) VALUES (?, ?)')
    this.deleteKey = database.prepare('DELETE FROM keys WHERE key = ?')
    this.insertForgotten = database.prepare('INSERT OR IGNORE INTO forgotten (key) VALUES (?)')
  }

  /** The keys there are. Forgettings are looked up before the cache is trusted and before anything enters it. */
  load(keys: Iterable<string>): Map<string, Uint8Array> {
    this.dropForgotten()
    const found = new Map<string, Uint8Array>()
    const missing: string[] = []
    for (const key of keys) {
      const bytes = this.cache.get(key)
      if (bytes) found.set(key, bytes)
      else missing.push(key)
    }
    if (missing.length > 0) this.readInto(found, missing)
    return found
  }

  /** The keys, made where there were none; durable when this resolves. */
  async loadOrCreate(keys: ReadonlySet<string>): Promise<Map<string, Uint8Array>> {
    const known = this.load(keys)
    const missing = [...keys].filter((key) => !known.has(key))
    if (missing.length === 0) return known
    await this.queue.write(() => missing.forEach((key) => this.create(key)))
    // Read again instead of keeping what was made: another process may have been first, or has forgotten since.
    const complete = this.load(keys)
    const forgotten = missing.find((key) => !complete.has(key))
    if (forgotten !== undefined) throw new SubjectForgotten(forgotten)
    return complete
  }

  hasForgotten(key: string): boolean {
    return this.isForgotten.get(key) !== undefined
  }

  /** Part of a write. */
  destroy(key: string): void {
    this.deleteKey.run(key)
    this.insertForgotten.run(key)
  }

  /** Drops from the cache whatever any process has forgotten since the last time; true when that was anything. */
  dropForgotten(): boolean {
    const before = this.lastForgetting
    for (const row of this.newlyForgotten.iterate(before)) {
      const { sequence, key } = row as { sequence: number; key: string }
      this.cache.delete(key)
      this.lastForgetting = sequence
    }
    return this.lastForgetting !== before
  }

  /** Brings the keys that there are into the cache, in one read. */
  preload(keys: Iterable<string>): void {
    const missing = [...keys].filter((key) => !this.cache.has(key))
    if (missing.length > 0) this.readInto(new Map(), missing)
  }

  /** A key that `preload` just brought in, or one read now. */
  find(key: string): Uint8Array | undefined {
    const known = this.cache.get(key)
    if (known !== undefined) return known
    const found = new Map<string, Uint8Array>()
    this.readInto(found, [key])
    return found.get(key)
  }

  private create(key: string): void {
    if (this.hasForgotten(key)) throw new SubjectForgotten(key)
    this.insertKey.run(key, randomBytes(keyBytes))
  }

  private readInto(found: Map<string, Uint8Array>, missing: readonly string[]): void {
    for (const row of this.keysOf.iterate(JSON.stringify(missing))) {
      const { key, bytes } = row as { key: string; bytes: Uint8Array }
      found.set(key, bytes)
      this.cache.set(key, bytes)
    }
  }
}
