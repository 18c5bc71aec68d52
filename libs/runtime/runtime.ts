import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandRunner } from '#commands'
import { HouseholdDirectory } from '#directory'
import { openSqliteEventLog, type SqliteEventLog } from '#event-log/sqlite/index'
import { Tokens } from '#identity'
import { ConfigurationError, type Config } from '#platform'
import { DocumentReader, matchViewsToLog, ProjectionEngine, readModels, type ModelStatus, type ViewStore } from '#read-models'
import { openSqliteViewStore } from '#read-models/sqlite/sqlite-view-store'
import { openSqliteVault, type SqliteVault } from '#vault'
import { Following } from './following.js'
import { UnitNames } from './unit-names.js'

interface Parts {
  readonly log: SqliteEventLog
  readonly vault: SqliteVault
  readonly views: ViewStore
  readonly dataDir: string
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
  readonly following: Following

  private constructor(
    { log, vault, views, dataDir }: Parts,
    readonly tokens: Tokens,
  ) {
    this.following = new Following(dataDir)
    this.log = log
    this.vault = vault
    this.views = views
    this.runner = new CommandRunner({ log, vault })
    this.engine = new ProjectionEngine({ log, store: views, models: readModels })
    this.reader = new DocumentReader({ log, store: views })
    this.directory = new HouseholdDirectory(log, vault, vault.names)
    this.unitNames = new UnitNames(log)
  }

  /** Opens log.db, views.db and vault.db in the data folder, which is created when missing. */
  static async open({ dataDir }: Pick<Config, 'dataDir'>): Promise<Runtime> {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    refuseMissingVault(dataDir)
    const vault = await openSqliteVault({ file: join(dataDir, 'vault.db') })
    const log = await openSqliteEventLog({ file: join(dataDir, 'log.db') })
    const views = await openSqliteViewStore({ file: join(dataDir, 'views.db') })
    await refuseOtherVault({ log, vault, dataDir })
    await matchViewsToLog(views, log)
    return new Runtime({ log, vault, views, dataDir }, await Tokens.open(vault))
  }

  /** Keeps read models and directory in step with the log until closed, on a thread of their own: what a server does. */
  startFollowing(): void {
    this.following.start()
  }

  /** Where the read models are, whoever projects them, and what hinders the following thread. */
  async status(): Promise<{ readonly readModels: readonly ModelStatus[]; readonly failure?: string | undefined }> {
    const { troubles, failure } = this.following
    const statuses = await this.engine.status()
    return { readModels: troubles.length === 0 ? statuses : statuses.map((status) => ({ ...status, ...troubles.find(({ model }) => model === status.model) })), failure }
  }

  /** Brings read models and directory to where the log is now. */
  async catchUp(): Promise<void> {
    await this.engine.catchUp()
    await this.directory.catchUp()
  }

  /** Commands that came are settled first. */
  async close(): Promise<void> {
    await this.runner.drained()
    await this.following.stop()
    await this.engine.stop()
    await this.views.close()
    await this.log.close()
    await this.vault.close()
  }
}

/** The vault is always made before the log: without it the names in the log can't be opened, and new keys would hide that it is gone. */
const refuseMissingVault = (dataDir: string): void => {
  if (!existsSync(join(dataDir, 'log.db')) || existsSync(join(dataDir, 'vault.db'))) return
  throw new ConfigurationError({
    vi: `${dataDir} có sổ (log.db) nhưng thiếu vault.db, tệp giữ khóa của các họ tên trong sổ; hãy khôi phục vault.db từ bản sao lưu cùng lúc với log.db. Nếu muốn bắt đầu sổ mới, hãy chọn thư mục khác.`,
    en: `${dataDir} holds a log (log.db) but not vault.db, which has the keys of the names in it; restore vault.db from the backup made together with log.db. To begin a new log choose another folder.`,
  })
}

/** A vault learns of a log while that is empty, so one that doesn't know a log with events in it lacks the keys of those. */
const refuseOtherVault = async ({ log, vault, dataDir }: Omit<Parts, 'views'>): Promise<void> => {
  const [incarnation, known] = await Promise.all([log.incarnation(), vault.logs()])
  if (known.includes(incarnation)) return
  if (known.length > 0 && (await log.head()) > 0) {
    throw new ConfigurationError({
      vi: `vault.db trong ${dataDir} không phải của sổ log.db ở đó, nên không mở được họ tên trong sổ; hãy khôi phục hai tệp từ cùng một bản sao lưu.`,
      en: `vault.db in ${dataDir} does not belong to the log.db there, so it can't open the names in it; restore the two files from the same backup.`,
    })
  }
  await vault.addLog(incarnation)
}
