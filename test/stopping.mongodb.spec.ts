import { ApiProcess } from './api-process.js'
import { newMongoUnderTest } from './servers/mongo-under-test.js'
import { describeStopping } from './stopping.js'

describeStopping('MongoDB', async (test) => {
  const database = newMongoUnderTest()
  const api = await ApiProcess.start({ MONGODB_URI: database.uri })
  try {
    await test({ api, place: { dataDir: api.dataDir, mongodbUri: database.uri } })
  } finally {
    await api.stop()
    await database.remove()
  }
})
