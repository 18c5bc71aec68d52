import { describeDocumentsAhead } from '../contract/documents-ahead-contract.js'
import { MongoPlace } from '../testing/mongo-place.js'

describeDocumentsAhead('mongodb', () => MongoPlace.make(), { runs: 5 })
