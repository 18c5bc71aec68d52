import { openSqliteEventLog } from '#event-log/sqlite/index'
import { openSqlite } from '#platform'
import { openSqliteViewStore } from '../sqlite/sqlite-view-store.js'
import { PlainFold, catchUpBySecond, perSecond } from './both-ways.js'
import { handoversTo, importCommit } from './handovers.js'

const eventsACommit = 500

/** Fills a log with handovers of money. */
export const prepareFoldLog = async (logFile: string, { events, households }: { readonly events: number; readonly households: number }): Promise<void> => {
  const log = await openSqliteEventLog({ file: logFile })
  const handover = handoversTo(households)
  try {
    for (let left = events; left > 0; left -= eventsACommit) {
      await log.append(importCommit(Array.from({ length: Math.min(left, eventsACommit) }, handover)))
    }
  } finally {
    await log.close()
  }
}

export const foldWithEngine = async (logFile: string, viewsFile: string): Promise<number> =>
  catchUpBySecond(await openSqliteEventLog({ file: logFile }), await openSqliteViewStore({ file: viewsFile }))

/** A plain loop with the same fold: rows read and parsed, folded in memory, each document written once in one transaction. */
export const foldWithPlainLoop = async (logFile: string, viewsFile: string): Promise<number> => {
  const log = openSqlite(logFile, { synchronous: 'FULL', cacheKib: 65_536 })
  const views = openSqlite(viewsFile, { synchronous: 'NORMAL' })
  try {
    views.exec('CREATE TABLE documents (key TEXT PRIMARY KEY, position INTEGER NOT NULL, json TEXT NOT NULL)')
    const started = performance.now()
    const fold = new PlainFold()
    const rows: Iterable<{ readonly json: string }> = log.prepare('SELECT json FROM events ORDER BY position').iterate()
    for (const { json } of rows) fold.take(json)
    const insert = views.prepare('INSERT INTO documents (key, position, json) VALUES (?, ?, ?)')
    views.exec('BEGIN')
    for (const [key, document] of fold.documents) insert.run(key, fold.position, JSON.stringify(document))
    views.exec('COMMIT')
    return perSecond(fold.position, started)
  } finally {
    views.close()
    log.close()
  }
}
