import { LRUCache } from 'lru-cache'
import type { SqliteDatabase } from '#platform'
import type { Build, KnownDocument, LiveDocument, Page, RebuildRequest, StoredDocument } from '../view-store.js'

/** What is read, on a connection of its own: it sees what has been committed, never half a save. */
export class ViewReads {
  readonly #statements
  /** Rows read since anybody wrote last, without their JSON. */
  readonly #rows = new LRUCache<string, LiveRow>({ max: 10_000 })
  #rowsVersion = 0

  constructor(readonly database: SqliteDatabase) {
    this.#statements = prepareStatements(database)
  }

  builds(): Build[] {
    return this.#statements.builds.all()
  }

  load(buildId: number, keys: readonly string[]): StoredDocument[] {
    return keys.flatMap((key) => {
      const row: DocumentRow | undefined = this.#statements.document.get(buildId, key)
      return row === undefined ? [] : [stored(row)]
    })
  }

  getLive(model: string, keys: readonly string[]) {
    this.database.exec('BEGIN')
    try {
      const build: Build | undefined = this.#statements.live.get(model)
      return build && { build, documents: this.load(build.id, keys) }
    } finally {
      this.database.exec('COMMIT')
    }
  }

  /** One statement sees one moment, without a transaction around it. */
  getLiveDocument(model: string, key: string, known: KnownDocument = { buildId: 0, position: 0 }): LiveDocument | undefined {
    const row = this.#rowWithoutJson(model, key, known) ?? this.#readRow(model, key, known)
    if (row === undefined) return undefined
    const build: Build = { id: row.id, model: row.model, version: row.version, state: row.state, position: row.builtUpTo }
    const document = row.at === null ? undefined : stored({ ...row, key, position: row.at })
    return { build, document, isKnown: row.at !== null && build.id === known.buildId && row.at === known.position }
  }

  #readRow(model: string, key: string, known: KnownDocument): LiveRow | undefined {
    const row: LiveRow | undefined = this.#statements.liveDocument.get(known.buildId, known.position, key, model)
    if (row !== undefined && row.at !== null) this.#rows.set(`${model} ${key}`, { ...row, json: null })
    return row
  }

  /** As long as nobody has written, what the caller knows is still what stands there. */
  #rowWithoutJson(model: string, key: string, known: KnownDocument): LiveRow | undefined {
    const { version } = this.#statements.dataVersion.get() as { readonly version: number }
    if (version !== this.#rowsVersion) {
      this.#rows.clear()
      this.#rowsVersion = version
    }
    const row = this.#rows.get(`${model} ${key}`)
    return row?.id === known.buildId && row.at === known.position ? row : undefined
  }

  scan(buildId: number, { after = '', limit, parkedOnly = false }: Page): StoredDocument[] {
    const rows: readonly DocumentRow[] = (parkedOnly ? this.#statements.parkedPage : this.#statements.page).all(buildId, after, limit)
    return rows.map(stored)
  }

  countParked(buildId: number): number {
    return this.#statements.countParked.get(buildId)?.count ?? 0
  }

  rebuildRequests(): RebuildRequest[] {
    const rows: readonly RequestRow[] = this.#statements.rebuildRequests.all()
    return rows.map(requestOf)
  }

  incarnation(): string | undefined {
    return this.#statements.incarnation.get()?.incarnation
  }

  isLeaseHeld(name: string, besides: string): boolean {
    return this.#statements.heldLease.get(name, besides, Date.now()) !== undefined
  }
}

interface LiveRow extends DocumentRow, Build {
  readonly builtUpTo: number
  readonly at: number | null
}

interface DocumentRow {
  readonly key: string
  readonly position: number
  readonly json: string | null
  readonly parkedSince: number | null
  readonly parkedError: string | null
}

const stored = ({ key, position, json, parkedSince, parkedError }: DocumentRow): StoredDocument => ({
  key,
  position,
  json: json ?? undefined,
  ...(parkedSince === null ? {} : { parked: { since: parkedSince, error: parkedError ?? '' } }),
})

interface RequestRow {
  readonly model: string
  readonly afterBuild: number
  readonly position: number | null
  readonly failure: string | null
}

const requestOf = ({ position, failure, ...rest }: RequestRow): RebuildRequest => ({
  ...rest,
  ...(position === null ? {} : { position }),
  ...(failure === null ? {} : { failure }),
})

const columns = 'key, position, json, parked_since AS parkedSince, parked_error AS parkedError'

const prepareStatements = (database: SqliteDatabase) => ({
  builds: database.prepare('SELECT id, model, version, state, position FROM builds ORDER BY id'),
  live: database.prepare("SELECT id, model, version, state, position FROM builds WHERE model = ? AND state = 'live'"),
  dataVersion: database.prepare('SELECT data_version AS version FROM pragma_data_version'),
  liveDocument: database.prepare(`
    SELECT b.id, b.model, b.version, b.state, b.position AS builtUpTo, d.position AS at,
      CASE WHEN b.id = ? AND d.position = ? THEN NULL ELSE d.json END AS json, d.parked_since AS parkedSince, d.parked_error AS parkedError
    FROM builds b LEFT JOIN documents d ON d.build = b.id AND d.key = ? WHERE b.model = ? AND b.state = 'live'`),
  document: database.prepare(`SELECT ${columns} FROM documents WHERE build = ? AND key = ?`),
  page: database.prepare(`SELECT ${columns} FROM documents WHERE build = ? AND key > ? ORDER BY key LIMIT ?`),
  parkedPage: database.prepare(`SELECT ${columns} FROM documents WHERE build = ? AND key > ? AND parked_since IS NOT NULL ORDER BY key LIMIT ?`),
  heldLease: database.prepare('SELECT 1 FROM leases WHERE name = ? AND holder <> ? AND until_ms > ?'),
  rebuildRequests: database.prepare('SELECT model, after_build AS afterBuild, position, failure FROM rebuild_requests ORDER BY model'),
  incarnation: database.prepare('SELECT incarnation FROM log'),
  countParked: database.prepare('SELECT count(*) AS count FROM documents WHERE build = ? AND parked_since IS NOT NULL'),
})
