import { ApiProcess } from './api-process.js'
import { describeStopping } from './stopping.js'

describeStopping('files', async (test) => {
  const api = await ApiProcess.start()
  try {
    await test({ api, place: { dataDir: api.dataDir } })
  } finally {
    await api.stop()
  }
})
