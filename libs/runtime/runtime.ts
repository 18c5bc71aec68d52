import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandRunner } from '#commands'
import { HouseholdDirectory } from '#directory'
import { openSqliteEventLog, type SqliteEventLog } from '#event-log/sqlite/index'
import { Tokens } from '#identity'
import type { Config } from '#platform'
import { DocumentReader, ProjectionEngine, readModels, type ViewStore } from '#read-models'
import { openSqliteViewStore } from '#read-models/sqlite/sqlite-view-store'
import { openSqliteVault, type SqliteVault } from '#vault'
import { UnitNames } from './unit-names.js'

interface Parts {
  readonly log: SqliteEventLog
  readonly vault: SqliteVault
  readonly views: ViewStore
}

/** Everything that is open while the program runs: one per process. */
export class Runtime {
  readonly log: SqliteEventLog
  readonly vault: SqliteVault
  readonly views: ViewStore
  readonly runner: CommandRunner
  readonly engine: ProjectionEngine
  readonly reader: DocumentReader
  readonly directory: HouseholdDirectory
  readonly unitNames: UnitNames
  readonly #closing = new AbortController()
  #background: Promise<void> = Promise.resolve()

  private constructor(
    { log, vault, views }: Parts,
    readonly tokens: Tokens,
  ) {
    this.log = log
    this.vault = vault
    this.views = views
    this.runner = new CommandRunner({ log, vault })
    this.engine = new ProjectionEngine({ log, store: views, models: readModels })
    this.reader = new DocumentReader({ log, store: views, engine: this.engine })
    this.directory = new HouseholdDirectory(log, vault, vault.names)
    this.unitNames = new UnitNames(log)
  }

  /** Opens log.db, views.db and vault.db in the data folder, which is created when missing. */
  static async open({ dataDir }: Pick<Config, 'dataDir'>): Promise<Runtime> {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    const vault = await openSqliteVault({ file: join(dataDir, 'vault.db') })
    const log = await openSqliteEventLog({ file: join(dataDir, 'log.db') })
    const views = await openSqliteViewStore({ file: join(dataDir, 'views.db') })
    return new Runtime({ log, vault, views }, await Tokens.open(vault))
  }

  /** Keeps read models and directory in step with the log until closed: what a server does, and a CLI on its own. */
  startFollowing(): void {
    this.engine.start()
    this.#background = this.directory.follow(this.#closing.signal)
  }

  /** Brings read models and directory to where the log is now. */
  async catchUp(): Promise<void> {
    await this.engine.catchUp()
    await this.directory.catchUp()
  }

  /** Commands that came are settled first. */
  async close(): Promise<void> {
    await this.runner.drained()
    this.#closing.abort()
    await this.#background
    await this.engine.stop()
    await this.views.close()
    await this.log.close()
    await this.vault.close()
  }
}
