import { randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { SubjectForgotten } from './errors.js'
import { keyBytes } from './seal.js'
import type { VaultRows } from './vault-rows.js'

/** About 10 MB. */
const cachedKeys = 50_000
/** A key just made is missing only where its subject is forgotten meanwhile, or a primary was lost before it was durable. */
const mostAttempts = 5

/** A subject's key, or that it has been destroyed, which is so for ever. */
export type KnownKey = Uint8Array | 'forgotten'

/** The subjects' keys. Cached, and yet never used once any process has destroyed them. */
export class KeyStore {
  private readonly cache = new LRUCache<string, KnownKey>({ max: cachedKeys })
  private lastForgetting = 0

  constructor(private readonly rows: VaultRows) {}

  /** Grows with every forgetting that this process has learnt of: what was known at another one is not to be trusted. */
  get forgettings(): number {
    return this.lastForgetting
  }

  /** Drops from the cache whatever any process has forgotten: only after this may the cache be trusted. */
  async refresh(): Promise<void> {
    for (const { sequence, key } of await this.rows.forgottenAfter(this.lastForgetting)) {
      this.cache.delete(key)
      this.lastForgetting = Math.max(this.lastForgetting, sequence)
    }
  }

  /** A key that was read before. */
  cached(key: string): KnownKey | undefined {
    return this.cache.get(key)
  }

  /** Brings the keys that there are into the cache, in one read. */
  async preload(keys: Iterable<string>): Promise<void> {
    const missing = [...keys].filter((key) => !this.cache.has(key))
    if (missing.length > 0) await this.read(missing)
  }

  /** What the store knows of the keys; what it doesn't know was never made. */
  async read(keys: readonly string[]): Promise<ReadonlyMap<string, KnownKey>> {
    for (;;) {
      const before = this.lastForgetting
      const { found, forgotten } = await this.rows.readKeys(keys)
      // Somebody was forgotten while the answer was on its way: it may be of before.
      if (this.lastForgetting !== before) continue
      const known = new Map<string, KnownKey>(found)
      for (const key of forgotten) known.set(key, 'forgotten')
      for (const [key, value] of known) this.cache.set(key, value)
      return known
    }
  }

  /** The keys, made where there were none; durable when this resolves. */
  async loadOrCreate(keys: ReadonlySet<string>): Promise<ReadonlyMap<string, Uint8Array>> {
    const loaded = new Map<string, Uint8Array>()
    await this.refresh()
    let missing = [...keys]
    take(loaded, missing, (key) => this.cache.get(key))
    for (let attempt = 0; (missing = missing.filter((key) => !loaded.has(key))).length > 0; attempt++) {
      if (attempt === mostAttempts) throw new Error('a key just made is missing')
      if (attempt > 0) await this.rows.createKeys(missing.map((key) => ({ key, bytes: randomBytes(keyBytes) })))
      // Read instead of keeping what was made: another process may have been first, or has forgotten since.
      const read = await this.read(missing)
      take(loaded, missing, (key) => read.get(key))
    }
    return loaded
  }
}

const take = (loaded: Map<string, Uint8Array>, keys: readonly string[], find: (key: string) => KnownKey | undefined): void => {
  for (const key of keys) {
    const known = find(key)
    if (known === 'forgotten') throw new SubjectForgotten(key)
    if (known !== undefined) loaded.set(key, known)
  }
}
