import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { describeDeliveryStore } from './contract/delivery-store-contract.js'
import { openSqliteDeliveryStore } from './sqlite-delivery-store.js'

describeDeliveryStore('records of deliveries in a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sinhke-deliveries-'))
  return { open: () => openSqliteDeliveryStore({ file: join(folder, 'subscriptions.db') }), remove: () => rm(folder, { recursive: true }) }
})

it('the file can be read by nobody but its owner', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sinhke-deliveries-'))
  const file = join(folder, 'subscriptions.db')
  const store = await openSqliteDeliveryStore({ file })
  await store.put('webhook', 'một', {}, 0)
  for (const name of [file, `${file}-wal`]) expect((await stat(name)).mode & 0o077).toBe(0)
  await store.close()
  await rm(folder, { recursive: true })
})
