import { expect, it } from '@jest/globals'
import { MongoPlace } from '../testing/mongo-place.js'
import { migrateViews, openMongoViewStore, ViewsSchemaMissing } from './mongo-view-store.js'

it('refuses a database that was not prepared, and says what to run', async () => {
  await using place = await MongoPlace.make()
  const opening = openMongoViewStore({ database: place.database() })
  await expect(opening).rejects.toBeInstanceOf(ViewsSchemaMissing)
  await expect(opening).rejects.toThrow('sinhke migrate')
})

it('prepares a database as often as it is asked to, by several processes at once, and keeps what is there', async () => {
  await using place = await MongoPlace.make()
  await Promise.all(Array.from({ length: 4 }, () => migrateViews(place.database())))
  const store = await place.store()
  const lease = await store.acquireLease('projections', 'one', 60_000)
  if (lease === undefined) throw new Error('no lease')
  const { id } = await store.createBuild('notes', 1, lease)
  await migrateViews(place.database())
  expect(await store.builds()).toMatchObject([{ id }])
  const indexes = await place.database().collection('builds').indexes()
  expect(indexes.find(({ name }) => name === 'live_builds')).toMatchObject({ unique: true, partialFilterExpression: { state: 'live' } })
})

it('empties views of another release, and gives no id of a build and no fence again', async () => {
  await using place = await MongoPlace.make()
  const store = await place.store()
  const lease = await store.acquireLease('projections', 'one', 60_000)
  if (lease === undefined) throw new Error('no lease')
  const { id } = await store.createBuild('notes', 1, lease)
  await place.database().collection<{ _id: string }>('settings').updateOne({ _id: 'schema' }, { $set: { version: 0 } })
  await expect(openMongoViewStore({ database: place.database() })).rejects.toBeInstanceOf(ViewsSchemaMissing)
  const again = await place.store()
  expect(await again.builds()).toEqual([])
  const next = await again.acquireLease('projections', 'one', 60_000)
  if (next === undefined) throw new Error('no lease')
  expect(next.fence).toBeGreaterThan(lease.fence)
  expect((await again.createBuild('notes', 1, next)).id).toBeGreaterThan(id)
})

it('lets nobody write what is not of the shape', async () => {
  await using place = await MongoPlace.make()
  await place.store()
  const documents = place.database().collection<{ _id: object; position: number; fence: number }>('documents')
  await expect(documents.insertOne({ _id: { build: 1, key: 'a' }, position: 1, fence: 1 })).rejects.toThrow('validation')
})
