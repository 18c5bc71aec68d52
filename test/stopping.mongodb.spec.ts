import { ApiProcess } from './api-process.js'
import { newMongoUnderTest } from './servers/mongo-under-test.js'
import { describeMoved } from './moved.js'
import { describeStopping, type ApiToStop } from './stopping.js'

const use = async (test: (given: ApiToStop) => Promise<void>): Promise<void> => {
  const database = newMongoUnderTest()
  const api = await ApiProcess.start({ MONGODB_URI: database.uri })
  try {
    await test({ api, place: { dataDir: api.dataDir, mongodbUri: database.uri } })
  } finally {
    await api.stop()
    await database.remove()
  }
}

describeStopping('MongoDB', use)
describeMoved('MongoDB', use)
