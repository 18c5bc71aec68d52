import { v4 } from 'uuid'
import type { Actor } from '#event-log'
import type { Vault } from '#vault'

/**
 * Who imports: one actor of this installation, the same on every run, because the fingerprint of a command holds its
 * actor, and the same file must be the same commands.
 */
export const getImportActor = async (vault: Vault): Promise<Actor> => {
  const random = (await vault.secret('import-actor')).subarray(0, 16)
  const actor: Actor = { id: v4({ random: Uint8Array.from(random) }), role: 'service' }
  if ((await vault.findActor(actor.id)) === undefined) await vault.addActor({ ...actor, name: 'Nhập từ tệp' })
  return actor
}
