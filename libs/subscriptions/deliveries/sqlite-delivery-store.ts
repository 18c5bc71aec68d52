import { closeSync, openSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { JsonObject } from '#event-log'
import { openSqlite, sqliteBusy, sqliteCodeOf } from '#platform'
import { DeliveryStoreUnavailable, type DeliveryRecord, type DeliveryStore } from '../delivery-store.js'

/** SQLite's own waiting blocks the whole process, so it is kept short, and longer waiting is done asynchronously. */
const blockingWaitMs = 20
const longestWaitMs = 10_000

const schema = `CREATE TABLE IF NOT EXISTS deliveries (
  kind TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID`

interface Row {
  readonly id: string
  readonly revision: number
  readonly value: string
}

/** Records in a file that only its owner can read, since it holds secrets of subscriptions; made on first use. */
export const openSqliteDeliveryStore = async ({ file }: { readonly file: string }): Promise<DeliveryStore> => {
  closeSync(openSync(file, 'a', 0o600))
  const database = await whenFree(() => openSqlite(file, { synchronous: 'FULL', busyTimeoutMs: blockingWaitMs }))
  await whenFree(() => database.exec(schema))
  const statements = {
    get: database.prepare('SELECT id, revision, value FROM deliveries WHERE kind = ? AND id = ?'),
    kinds: database.prepare('SELECT DISTINCT kind FROM deliveries ORDER BY kind'),
    list: database.prepare('SELECT id, revision, value FROM deliveries WHERE kind = ? ORDER BY id'),
    insert: database.prepare('INSERT INTO deliveries (kind, id, revision, value) VALUES (?, ?, 1, ?) ON CONFLICT DO NOTHING'),
    update: database.prepare('UPDATE deliveries SET revision = revision + 1, value = ?3 WHERE kind = ?1 AND id = ?2 AND revision = ?4'),
    remove: database.prepare('DELETE FROM deliveries WHERE kind = ? AND id = ? AND revision = ?'),
  }
  return {
    get: (kind, id) => whenFree(() => {
      const row = statements.get.get(kind, id) as Row | undefined
      return row && recordOf(row)
    }),
    kinds: () => whenFree(() => (statements.kinds.all() as unknown as { readonly kind: string }[]).map(({ kind }) => kind)),
    list: (kind) => whenFree(() => (statements.list.all(kind) as unknown as Row[]).map(recordOf)),
    put: (kind, id, value, revision) => whenFree(() => {
      const json = JSON.stringify(value)
      const { changes } = revision === 0 ? statements.insert.run(kind, id, json) : statements.update.run(kind, id, json, revision)
      return changes === 1 ? revision + 1 : undefined
    }),
    remove: (kind, id, revision) => whenFree(() => statements.remove.run(kind, id, revision).changes === 1),
    close: async () => database.close(),
  }
}

const recordOf = ({ id, revision, value }: Row): DeliveryRecord => ({ id, revision, value: JSON.parse(value) as JsonObject })

/** Tries again while another process writes, up to a bound. */
const whenFree = async <Result>(attempt: () => Result): Promise<Result> => {
  const giveUpAt = performance.now() + longestWaitMs
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (sqliteCodeOf(error) !== sqliteBusy) throw error
      if (performance.now() > giveUpAt) throw new DeliveryStoreUnavailable('the records of deliveries are locked by another process', { cause: error })
    }
    await pause(2 + Math.random() * 10)
  }
}
