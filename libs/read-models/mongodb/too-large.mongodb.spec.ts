import { expect, it } from '@jest/globals'
import { DocumentReader } from '../documents.js'
import { ProjectionEngine } from '../engine.js'
import { MongoPlace } from '../testing/mongo-place.js'
import { append, note, toyModel, type Notes } from '../testing/toy.js'

const text = 'ă'.repeat(1_000_000)

it('parks a document that is too large for MongoDB, says so, goes on with the others, and folds it on demand', async () => {
  await using place = await MongoPlace.make()
  const [log, store] = [await place.log(), await place.store()]
  for (let index = 0; index < 6; index += 1) await append(log, [note(['large'], { text })])
  const model = toyModel()
  const engine = new ProjectionEngine({ log, store, models: [model] })
  engine.start()
  await engine.catchUp()
  expect(await engine.status()).toMatchObject([{ parkedCount: 0 }])
  for (let index = 0; index < 3; index += 1) await append(log, [note(['large', 'small'], { text })])
  await engine.catchUp()
  const [parked] = await engine.parked('notes')
  expect(parked).toMatchObject({ key: 'large', json: undefined, parked: { error: expect.stringContaining('too large to be stored') } })
  expect(await engine.status()).toMatchObject([{ position: 9, parkedCount: 1, firstParked: parked?.parked }])
  expect(await store.getLive('notes', ['small'])).toMatchObject({ documents: [{ position: 9 }] })
  const { document, parked: incomplete } = await new DocumentReader({ log, store }).at<Notes>({ model, key: 'large' })
  expect(document?.texts).toHaveLength(9)
  expect(incomplete).toBeUndefined()
  expect(await engine.verify('notes')).toMatchObject({ documents: 2, differences: 0 })
  await engine.rebuild('notes')
  expect((await engine.parked('notes')).map(({ key }) => key)).toEqual(['large'])
  expect(await engine.repair('notes', 'large')).toMatchObject({ error: expect.stringContaining('too large') })
  expect(await engine.verify('notes')).toMatchObject({ documents: 2, differences: 0 })
  await engine.stop()
}, 120_000)
