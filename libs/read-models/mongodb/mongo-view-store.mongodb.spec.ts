import { describeViewStore } from '../contract/view-store-contract.js'
import { MongoPlace } from '../testing/mongo-place.js'

describeViewStore('mongodb', async () => {
  const place = await MongoPlace.make()
  return { store: await place.store(), reopen: () => place.store(), end: () => place[Symbol.asyncDispose]() }
})
