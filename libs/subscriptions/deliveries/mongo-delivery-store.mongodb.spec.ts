import { expect, it } from '@jest/globals'
import { openMongo } from '#platform'
import { newMongoUnderTest } from '../../../test/servers/mongo-under-test.js'
import { DeliverySchemaMissing } from '../delivery-store.js'
import { describeDeliveryStore } from './contract/delivery-store-contract.js'
import { migrateDeliveries, openMongoDeliveryStore } from './mongo-delivery-store.js'

describeDeliveryStore('records of deliveries on MongoDB', async () => {
  const { uri, remove } = newMongoUnderTest()
  const connections = [openMongo(uri), openMongo(uri)]
  let opened = 0
  const [first] = connections
  if (first !== undefined) await migrateDeliveries(first.database('subscriptions'))
  return {
    open: () => {
      const connection = connections[opened++ % 2] ?? first
      if (connection === undefined) throw new Error('there is no connection')
      return openMongoDeliveryStore({ database: connection.database('subscriptions') })
    },
    remove: async () => {
      await Promise.all(connections.map((connection) => connection.close()))
      await remove()
    },
  }
})

it('a database that was not prepared is refused with what to do, and preparing it twice is no harm', async () => {
  const { uri, remove } = newMongoUnderTest()
  const connection = openMongo(uri)
  const database = connection.database('subscriptions')
  await expect(openMongoDeliveryStore({ database })).rejects.toThrow(DeliverySchemaMissing)
  await expect(openMongoDeliveryStore({ database })).rejects.toThrow('sinhke migrate')
  await Promise.all([migrateDeliveries(database), migrateDeliveries(database)])
  await migrateDeliveries(database)
  const store = await openMongoDeliveryStore({ database })
  expect(await store.put('relay', 'sinhke', {}, 0)).toBe(1)
  await connection.close()
  await remove()
})
