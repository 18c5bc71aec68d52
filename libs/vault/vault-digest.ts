import { createHash } from 'node:crypto'
import type { MovableVault, VaultDigest } from './movable-vault.js'

export const digestOf = async (vault: Pick<MovableVault, 'exportRows'>): Promise<VaultDigest> => {
  const sha256 = createHash('sha256')
  let count = 0
  for await (const rows of vault.exportRows()) {
    for (const { kind, name, content } of rows) sha256.update(`${JSON.stringify([kind, name, content])}\n`)
    count += rows.length
  }
  return { rows: count, sha256: sha256.digest('hex') }
}

/** Whether there is no row at all. */
export const isWithoutRows = async (vault: Pick<MovableVault, 'exportRows'>): Promise<boolean> => {
  for await (const rows of vault.exportRows()) if (rows.length > 0) return false
  return true
}

/** A sequence as a row's name: as a text it is ordered as the number is. */
export const sequenceName = (sequence: number): string => String(sequence).padStart(19, '0')

export const textOfBytes = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
export const bytesOfText = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64url'))
