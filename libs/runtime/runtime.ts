import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandRunner } from '#commands'
import { openSqliteEventLog, type SqliteEventLog } from '#event-log/sqlite/index'
import { Tokens } from '#identity'
import type { Config } from '#platform'
import { openSqliteVault, type SqliteVault } from '#vault'

/** Everything that is open while the program runs: one per process. */
export class Runtime {
  private constructor(
    readonly log: SqliteEventLog,
    readonly vault: SqliteVault,
    readonly runner: CommandRunner,
    readonly tokens: Tokens,
  ) {}

  /** Opens log.db, vault.db and views.db in the data folder, which is created when missing. */
  static async open({ dataDir }: Pick<Config, 'dataDir'>): Promise<Runtime> {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    const vault = await openSqliteVault({ file: join(dataDir, 'vault.db') })
    const log = await openSqliteEventLog({ file: join(dataDir, 'log.db') })
    return new Runtime(log, vault, new CommandRunner({ log, vault }), await Tokens.open(vault))
  }

  /** Commands that came are settled first. */
  async close(): Promise<void> {
    await this.runner.drained()
    await this.log.close()
    await this.vault.close()
  }
}
