import { randomBytes } from 'node:crypto'
import { keyBytes } from './seal.js'
import type { VaultRows } from './vault-rows.js'

/** The random secret of a name, made on first use: whoever is first, it is the same in every process. */
export const getOrCreateSecret = async (rows: VaultRows, name: string): Promise<Uint8Array> => {
  const existing = await rows.findSecret(name)
  if (existing) return existing
  await rows.createSecret(name, randomBytes(keyBytes))
  const stored = await rows.findSecret(name)
  if (!stored) throw new Error(`the secret ${name} just made is missing`)
  return stored
}
