import { parentPort, workerData } from 'node:worker_threads'
import { openSqlite } from '#platform'

export type CheckpointMessage = 'checkpoint' | 'close'

/** Copies the write-ahead log into the file: it waits for the disk, and here nobody waits for it. */
function listen(port: NonNullable<typeof parentPort>, { file }: { readonly file: string }): void {
  const database = openSqlite(file, { synchronous: 'NORMAL', cacheKib: 1_024 })
  port.on('message', (message: CheckpointMessage) => {
    if (message === 'checkpoint') {
      database.exec('PRAGMA wal_checkpoint(PASSIVE)')
      port.postMessage('done')
      return
    }
    database.close()
    port.close()
  })
}

if (parentPort) listen(parentPort, workerData)
