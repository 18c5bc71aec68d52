import { describeProjectingProcesses } from '../contract/processes-contract.js'
import { MongoPlace } from '../testing/mongo-place.js'

describeProjectingProcesses('mongodb', () => MongoPlace.make())
