import { randomUUID } from 'node:crypto'
import { openSqlite } from '#platform'
import type { NewEvent, RecordedEvent } from '#event-log'
import { openSqliteEventLog } from '#event-log/sqlite/index'
import { moneyHandedOver } from '#domain'
import { ProjectionEngine } from '../engine.js'
import { householdHistoryModel } from '../household-history/household-history.js'
import type { FactsDocument } from '../facts/facts.js'
import { openSqliteViewStore } from '../sqlite/sqlite-view-store.js'

const eventsACommit = 500

/** Fills a log with handovers of money, each to a household drawn at random, as an import of several years would. */
export const prepareFoldLog = async (logFile: string, { events, households }: { readonly events: number; readonly households: number }): Promise<void> => {
  const log = await openSqliteEventLog({ file: logFile })
  const householdIds = Array.from({ length: households }, () => randomUUID())
  const projectIds = Array.from({ length: Math.ceil(households / 20) }, () => randomUUID())
  try {
    for (let left = events; left > 0; left -= eventsACommit) {
      const commandId = randomUUID()
      const commit = Array.from({ length: Math.min(left, eventsACommit) }, () => handoverOf(drawn(projectIds), drawn(householdIds)))
      await log.append({ commandId, fingerprint: commandId, events: commit, actor: { id: randomUUID(), role: 'officer' }, entrySource: 'import', correlationId: commandId })
    }
  } finally {
    await log.close()
  }
}

export const handoverOf = (projectId: string, householdId: string): NewEvent => {
  const day = `2024-${String(1 + Math.floor(Math.random() * 12)).padStart(2, '0')}-${String(1 + Math.floor(Math.random() * 28)).padStart(2, '0')}`
  const { data, ...event } = moneyHandedOver({
    handoverId: randomUUID(), projectId, householdId, amountDong: 1_000_000,
    fundingLines: [
      { programme: 'NTP-PR', component: 'DA3-TDA1', source: 'central', budgetYear: 2024, amountDong: 900_000 },
      { programme: 'NTP-PR', component: 'DA3-TDA1', source: 'provincial', budgetYear: 2024, amountDong: 100_000 },
    ],
  }, { occurredOn: day, unit: { codeSet: 'vn-2025', code: '05551' }, paper: { number: '15/BB-BG', date: day, issuer: 'UBND xã Văn Hán', signer: 'Hoàng Minh Khuê' }, ruleSetId: randomUUID() })
  return { ...event, data: { ...data } }
}

/** The engine, as it runs, from nothing to the head; events a second. */
export const foldWithEngine = async (logFile: string, viewsFile: string): Promise<number> => {
  const log = await openSqliteEventLog({ file: logFile })
  const store = await openSqliteViewStore({ file: viewsFile })
  try {
    const head = await log.head()
    const started = performance.now()
    await new ProjectionEngine({ log, store, models: [householdHistoryModel] }).catchUp()
    return perSecond(head, started)
  } finally {
    await store.close()
    await log.close()
  }
}

/** A plain loop with the same fold: rows read and parsed, folded in memory, each document written once in one transaction. */
export const foldWithPlainLoop = async (logFile: string, viewsFile: string): Promise<number> => {
  const log = openSqlite(logFile, { synchronous: 'FULL', cacheKib: 65_536 })
  const views = openSqlite(viewsFile, { synchronous: 'NORMAL' })
  try {
    views.exec('CREATE TABLE documents (key TEXT PRIMARY KEY, position INTEGER NOT NULL, json TEXT NOT NULL)')
    const started = performance.now()
    const documents = new Map<string, FactsDocument>()
    let position = 0
    const rows: Iterable<{ readonly json: string }> = log.prepare('SELECT json FROM events ORDER BY position').iterate()
    for (const { json } of rows) {
      const event = JSON.parse(json) as RecordedEvent
      for (const key of householdHistoryModel.keysOf(event)) documents.set(key, householdHistoryModel.fold(documents.get(key), event, key))
      position = event.position
    }
    const insert = views.prepare('INSERT INTO documents (key, position, json) VALUES (?, ?, ?)')
    views.exec('BEGIN')
    for (const [key, document] of documents) insert.run(key, position, JSON.stringify(document))
    views.exec('COMMIT')
    return perSecond(position, started)
  } finally {
    views.close()
    log.close()
  }
}

export const drawn = <Each>(list: readonly Each[]): Each => list[Math.floor(Math.random() * list.length)] as Each

export const perSecond = (events: number, startedMs: number): number => Math.round((events * 1_000) / (performance.now() - startedMs))
