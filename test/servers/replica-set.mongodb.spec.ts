import { describe, expect, it } from '@jest/globals'
import { Long } from 'mongodb'
import { openMongo } from '#platform'
import { newMongoUnderTest } from './mongo-under-test.js'

describe('the MongoDB of the tests', () => {
  it('is a replica set, which acknowledges by the majority', async () => {
    const place = newMongoUnderTest()
    const mongo = openMongo(place.uri)
    try {
      const things = mongo.database('log').collection<{ _id: Long }>('things')
      expect(await things.insertOne({ _id: Long.fromNumber(1) })).toMatchObject({ acknowledged: true })
      expect(await things.findOne()).toEqual({ _id: 1 })
      expect((await mongo.client.db('admin').command({ hello: 1 })).setName).toBeDefined()
    } finally {
      await mongo.close()
      await place.remove()
    }
  })
})
