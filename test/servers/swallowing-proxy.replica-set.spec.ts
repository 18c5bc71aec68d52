import { describe, expect, it } from '@jest/globals'
import { MongoClient } from 'mongodb'
import { startReplicaSet } from './replica-set.js'

describe('a set behind proxies', () => {
  it('lets requests through whose answers one application does not get', async () => {
    const set = await startReplicaSet({ isProxied: true })
    const [deaf, other] = ['deaf', 'other'].map((appName) => new MongoClient(set.uri, { appName, socketTimeoutMS: 1_000, retryWrites: false }))
    try {
      const things = (client = other) => client?.db('toy').collection<{ _id: number }>('things')
      await things(deaf)?.insertOne({ _id: 1 })
      const proxy = set.members[0]?.proxy
      proxy?.swallowAnswersTo('deaf')
      await expect(things(deaf)?.insertOne({ _id: 2 })).rejects.toThrow(/timed out/)
      expect(await things()?.find().sort({ _id: 1 }).toArray()).toEqual([{ _id: 1 }, { _id: 2 }])
      expect(proxy?.swallowedAnswers).toBeGreaterThan(0)
      proxy?.letAnswersPassTo('deaf', { deafOnes: 'cut' })
      await things(deaf)?.insertOne({ _id: 3 })
    } finally {
      await Promise.all([deaf?.close(), other?.close()])
      await set.stop()
    }
  })
})
