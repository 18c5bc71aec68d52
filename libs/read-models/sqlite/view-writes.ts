import { type Lease, LeaseLost, type SqliteDatabase } from '#platform'
import { OneAtATime } from '../one-at-a-time.js'
import { StaleSave, type Build, type Changes, type RebuildRequest, type StoredDocument } from '../view-store.js'
import { WorkSlices } from '../work-slices.js'
import type { Checkpoints } from './checkpoints.js'

const deletedAtOnce = 100

/** What is written, on one connection, one transaction after the other; a long one gives the thread away in between. */
export class ViewWrites {
  readonly #statements
  readonly #transactions = new OneAtATime()

  constructor(readonly database: SqliteDatabase, readonly checkpoints: Checkpoints) {
    this.#statements = prepareStatements(database)
  }

  /** Every transaction holds on to the lease, so earlier holders are kept out already. */
  takeOver(lease: Lease): Promise<void> {
    return this.#transaction(lease, async () => undefined)
  }

  createBuild(model: string, version: number, lease: Lease): Promise<Build> {
    return this.#transaction(lease, async () => this.#statements.createBuild.get(model, version))
  }

  goLive(buildId: number, lease: Lease): Promise<void> {
    return this.#transaction(lease, async () => {
      this.#statements.retireOthers.run(buildId)
      this.#statements.goLive.run(buildId)
      this.#statements.fulfilRequest.run(buildId)
    })
  }

  requestRebuild(model: string): Promise<RebuildRequest> {
    return this.#transactions.run(async () => this.#statements.requestRebuild.get(model))
  }

  reportRebuild({ model, position, failure }: RebuildRequest, lease: Lease): Promise<void> {
    return this.#transaction(lease, async () => void this.#statements.reportRebuild.run(position ?? null, failure ?? null, model))
  }

  clear(incarnation: string, newestBuild: number): Promise<void> {
    return this.#transactions.run(() => this.#atomic(async () => {
      if (this.#statements.newerBuild.get(newestBuild) !== undefined) return
      // Not the sequence of ids: whoever still has an old build at hand must not take a new one for it.
      this.database.exec('DELETE FROM documents; DELETE FROM builds; DELETE FROM rebuild_requests')
      this.#statements.setIncarnation.run(incarnation)
    }))
  }

  async dropBuild(buildId: number, lease: Lease): Promise<void> {
    const slices = new WorkSlices()
    for (let deleted = deletedAtOnce; deleted === deletedAtOnce; ) {
      deleted = await this.#transaction(lease, async () => {
        const { changes } = this.#statements.deleteSome.run(buildId, deletedAtOnce)
        if (changes < deletedAtOnce) this.#statements.deleteBuild.run(buildId)
        return changes
      })
      await slices.nextTurn()
    }
  }

  async save(buildId: number, { documents, position }: Changes, lease: Lease): Promise<void> {
    let bytes = 0
    await this.#transaction(lease, async () => {
      if (this.#statements.advance.run(position, buildId, position).changes !== 1) throw new StaleSave(`build ${buildId} is past ${position} already`)
      const slices = new WorkSlices()
      for (const document of documents) {
        this.#saveOne(buildId, document)
        bytes += document.json?.length ?? 0
        if (slices.isOver()) await slices.nextTurn()
      }
    })
    this.checkpoints.saved(bytes)
  }

  #saveOne(buildId: number, { key, position, json, parked }: StoredDocument): void {
    this.#statements.save.run(buildId, key, position, parked?.since ?? null, parked?.error ?? null, json ?? null)
  }

  /** Compare and set: SQLite lets one connection write at a time, so what is read here still holds when it is written. */
  acquireLease(name: string, holder: string, durationMs: number): Promise<Lease | undefined> {
    return this.#transactions.run(async () => {
      const row: { fence: number } | undefined = this.#statements.acquire.get(name, holder, Date.now() + durationMs, Date.now())
      return row && { name, holder, durationMs, fence: row.fence }
    })
  }

  renewLease(lease: Lease): Promise<boolean> {
    return this.#transactions.run(async () => this.#holdsOn(lease))
  }

  releaseLease({ name, holder, fence }: Lease): Promise<void> {
    return this.#transactions.run(async () => void this.#statements.release.run(name, holder, fence))
  }

  close(): Promise<void> {
    return this.#transactions.run(async () => this.database.close())
  }

  #transaction<Result>(lease: Lease, work: () => Promise<Result>): Promise<Result> {
    return this.#transactions.run(() => this.#atomic(async () => {
      this.#holdOnTo(lease)
      const result = await work()
      // Once more, since the work may have taken long; nobody else could write meanwhile.
      this.#holdOnTo(lease)
      return result
    }))
  }

  async #atomic<Result>(work: () => Promise<Result>): Promise<Result> {
    this.database.exec('BEGIN IMMEDIATE')
    try {
      const result = await work()
      this.database.exec('COMMIT')
      return result
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK')
      throw error
    }
  }

  #holdOnTo(lease: Lease): void {
    if (!this.#holdsOn(lease)) throw new LeaseLost(`${lease.name} is no longer held by ${lease.holder}`)
  }

  #holdsOn({ name, holder, fence, durationMs }: Lease): boolean {
    return this.#statements.renew.run(Date.now() + durationMs, name, holder, fence).changes === 1
  }
}

const prepareStatements = (database: SqliteDatabase) => ({
  createBuild: database.prepare("INSERT INTO builds (model, version, state, position) VALUES (?, ?, 'filling', 0) RETURNING id, model, version, state, position"),
  retireOthers: database.prepare("UPDATE builds SET state = 'retired' WHERE state = 'live' AND id <> ?1 AND model = (SELECT model FROM builds WHERE id = ?1)"),
  goLive: database.prepare("UPDATE builds SET state = 'live' WHERE id = ?"),
  fulfilRequest: database.prepare('DELETE FROM rebuild_requests WHERE after_build < ?1 AND model = (SELECT model FROM builds WHERE id = ?1)'),
  requestRebuild: database.prepare(`INSERT INTO rebuild_requests (model, after_build) VALUES (?1, (SELECT coalesce(max(id), 0) FROM builds WHERE model = ?1))
    ON CONFLICT (model) DO UPDATE SET after_build = excluded.after_build, position = NULL, failure = NULL RETURNING model, after_build AS afterBuild`),
  reportRebuild: database.prepare('UPDATE rebuild_requests SET position = ?, failure = ? WHERE model = ?'),
  newerBuild: database.prepare('SELECT 1 FROM builds WHERE id > ?'),
  setIncarnation: database.prepare('INSERT OR REPLACE INTO log (id, incarnation) VALUES (1, ?)'),
  deleteSome: database.prepare("DELETE FROM documents WHERE rowid IN (SELECT d.rowid FROM documents d JOIN builds b ON b.id = d.build AND b.state <> 'live' WHERE d.build = ? LIMIT ?)"),
  deleteBuild: database.prepare("DELETE FROM builds WHERE id = ? AND state <> 'live'"),
  advance: database.prepare('UPDATE builds SET position = ? WHERE id = ? AND position <= ?'),
  save: database.prepare(`INSERT INTO documents (build, key, position, parked_since, parked_error, json) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (build, key) DO UPDATE SET position = excluded.position, parked_since = excluded.parked_since, parked_error = excluded.parked_error, json = excluded.json
    WHERE excluded.position >= documents.position`),
  acquire: database.prepare(`INSERT INTO leases (name, holder, fence, until_ms) VALUES (?1, ?2, 1, ?3)
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, fence = fence + 1, until_ms = excluded.until_ms
    WHERE leases.until_ms <= ?4 OR leases.holder = excluded.holder RETURNING fence`),
  renew: database.prepare('UPDATE leases SET until_ms = ? WHERE name = ? AND holder = ? AND fence = ?'),
  // The row stays, so that fences only ever rise.
  release: database.prepare('UPDATE leases SET until_ms = 0 WHERE name = ? AND holder = ? AND fence = ?'),
})
