import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LogPlace, OpenOptions } from '../../contract/describe-event-log.js'
import { openSqliteEventLog } from '../sqlite-event-log.js'
import type { SqliteEventLog } from '../sqlite-event-log.js'

export interface SqlitePlace extends LogPlace {
  readonly file: string
  open(options?: OpenOptions): Promise<SqliteEventLog>
}

/** Test support: a log in a temporary folder. */
export async function newSqlitePlace(): Promise<SqlitePlace> {
  const folder = await mkdtemp(join(tmpdir(), 'event-log-'))
  const file = join(folder, 'log.db')
  const opened: SqliteEventLog[] = []
  return {
    file,
    async open(options = {}) {
      const log = await openSqliteEventLog({ file, ...options })
      opened.push(log)
      return log
    },
    async remove() {
      await Promise.all(opened.map((log) => log.close()))
      await rm(folder, { recursive: true })
    },
  }
}
