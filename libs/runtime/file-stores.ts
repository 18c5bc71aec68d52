import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openSqliteEventLog } from '#event-log/sqlite/index'
import { ConfigurationError } from '#platform'
import { openSqliteViewStore } from '#read-models/sqlite/sqlite-view-store'
import { openSqliteDeliveryStore } from '#subscriptions'
import { openSqliteVault } from '#vault'
import type { StoreKind } from './stores.js'

/** log.db, views.db, vault.db and subscriptions.db in the data folder, which is made when missing; tables are made by opening. */
export const fileStores: StoreKind = {
  exists: async ({ dataDir }) => existsSync(join(dataDir, 'log.db')),
  open: async ({ dataDir }) => {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    refuseMissingVault(dataDir)
    const vault = await openSqliteVault({ file: join(dataDir, 'vault.db') })
    const log = await openSqliteEventLog({ file: join(dataDir, 'log.db') })
    const views = await openSqliteViewStore({ file: join(dataDir, 'views.db') })
    const deliveries = await openSqliteDeliveryStore({ file: join(dataDir, 'subscriptions.db') })
    return {
      log, views, vault, deliveries,
      mayVaultKnowNoLog: true,
      close: async () => {
        await deliveries.close()
        await views.close()
        await log.close()
        await vault.close()
      },
    }
  },
  migrate: async () => [],
}

/** The vault is always made before the log: without it the names in the log can't be opened, and new keys would hide that it is gone. */
const refuseMissingVault = (dataDir: string): void => {
  if (!existsSync(join(dataDir, 'log.db')) || existsSync(join(dataDir, 'vault.db'))) return
  throw new ConfigurationError({
    vi: `${dataDir} có sổ (log.db) nhưng thiếu vault.db, tệp giữ khóa của các họ tên trong sổ; hãy khôi phục vault.db từ bản sao lưu cùng lúc với log.db. Nếu muốn bắt đầu sổ mới, hãy chọn thư mục khác.`,
    en: `${dataDir} holds a log (log.db) but not vault.db, which has the keys of the names in it; restore vault.db from the backup made together with log.db. To begin a new log choose another folder.`,
  })
}
