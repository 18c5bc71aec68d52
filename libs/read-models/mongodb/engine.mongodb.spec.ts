import { describeEngine } from '../contract/engine-contract.js'
import { MongoPlace } from '../testing/mongo-place.js'

// Each run makes two databases, so they are fewer.
describeEngine('mongodb', () => MongoPlace.make(), { runs: 5 })
