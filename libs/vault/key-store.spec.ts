import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { KeyStore } from './key-store.js'
import { laySchema } from './sqlite/schema.js'
import { SqliteNameRows } from './sqlite/sqlite-name-rows.js'
import { SqliteVaultRows } from './sqlite/sqlite-vault-rows.js'
import { openDatabase } from './sqlite/sqlite.js'
import { WriteQueue } from './sqlite/write-queue.js'
import type { KeysRead } from './vault-rows.js'

/** Rows as they are behind a network: the answer is of the moment of the question, and may be long on its way. */
class DistantRows extends SqliteVaultRows {
  arrival: Promise<void> = Promise.resolve()

  override readKeys(keys: readonly string[]): KeysRead {
    const read = super.readKeys(keys)
    return this.arrival.then(() => read) as unknown as KeysRead
  }
}

it('does not trust a key whose subject was forgotten while the answer was on its way', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vault-'))
  const database = await openDatabase(join(folder, 'vault.db'))
  await laySchema(database)
  const queue = new WriteQueue(database)
  const rows = new DistantRows(database, queue, new SqliteNameRows(database, queue))
  const keys = new KeyStore(rows)
  await rows.createKeys([{ key: 'person:1', bytes: new Uint8Array(32) }])
  const { promise, resolve } = deferred()
  rows.arrival = promise
  const reading = keys.read(['person:1'])
  await rows.forget('person:1')
  await keys.refresh()
  resolve()
  expect((await reading).get('person:1')).toBe('forgotten')
  expect(keys.cached('person:1')).toBe('forgotten')
  await rows.close()
  await rm(folder, { recursive: true })
})

const deferred = (): { readonly promise: Promise<void>; readonly resolve: () => void } => {
  let resolve = (): void => undefined
  const promise = new Promise<void>((done) => (resolve = done))
  return { promise, resolve }
}
