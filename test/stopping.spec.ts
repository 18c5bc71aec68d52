import { ApiProcess } from './api-process.js'
import { describeMoved } from './moved.js'
import { describeStopping, type ApiToStop } from './stopping.js'

const use = async (test: (given: ApiToStop) => Promise<void>): Promise<void> => {
  const api = await ApiProcess.start()
  try {
    await test({ api, place: { dataDir: api.dataDir } })
  } finally {
    await api.stop()
  }
}

describeStopping('files', use)
describeMoved('files', use)
