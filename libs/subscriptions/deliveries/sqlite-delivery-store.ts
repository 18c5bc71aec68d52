import { closeSync, openSync } from 'node:fs'
import type { JsonObject } from '#event-log'
import { blockingWaitMs, openSqlite, whenFree } from '#platform'
import { DeliveryStoreUnavailable, type DeliveryRecord, type DeliveryStore } from '../delivery-store.js'

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
  const database = await answered(() => openSqlite(file, { synchronous: 'FULL', busyTimeoutMs: blockingWaitMs }))
  await answered(() => database.exec(schema))
  const statements = {
    get: database.prepare('SELECT id, revision, value FROM deliveries WHERE kind = ? AND id = ?'),
    kinds: database.prepare('SELECT DISTINCT kind FROM deliveries ORDER BY kind'),
    list: database.prepare('SELECT id, revision, value FROM deliveries WHERE kind = ? ORDER BY id'),
    insert: database.prepare('INSERT INTO deliveries (kind, id, revision, value) VALUES (?, ?, 1, ?) ON CONFLICT DO NOTHING'),
    update: database.prepare('UPDATE deliveries SET revision = revision + 1, value = ?3 WHERE kind = ?1 AND id = ?2 AND revision = ?4'),
    remove: database.prepare('DELETE FROM deliveries WHERE kind = ? AND id = ? AND revision = ?'),
  }
  return {
    get: (kind, id) => answered(() => {
      const row = statements.get.get(kind, id) as Row | undefined
      return row && recordOf(row)
    }),
    kinds: () => answered(() => (statements.kinds.all() as unknown as { readonly kind: string }[]).map(({ kind }) => kind)),
    list: (kind) => answered(() => (statements.list.all(kind) as unknown as Row[]).map(recordOf)),
    put: (kind, id, value, revision) => answered(() => {
      const json = JSON.stringify(value)
      const { changes } = revision === 0 ? statements.insert.run(kind, id, json) : statements.update.run(kind, id, json, revision)
      return changes === 1 ? revision + 1 : undefined
    }),
    remove: (kind, id, revision) => answered(() => statements.remove.run(kind, id, revision).changes === 1),
    close: async () => database.close(),
  }
}

const recordOf = ({ id, revision, value }: Row): DeliveryRecord => ({ id, revision, value: JSON.parse(value) as JsonObject })

const answered = <Result>(attempt: () => Result): Promise<Result> =>
  whenFree(attempt, (cause) => new DeliveryStoreUnavailable('the records of deliveries are locked by another process', { cause }))
