import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v5 } from 'uuid'
import { findDecision, parseCommand } from '#domain'
import { openSqliteEventLog, type SqliteEventLog } from '#event-log/sqlite/index'
import { openSqliteVault, type SqliteVault } from '#vault'
import { CommandRunner } from '../command-runner.js'
import type { Envelope, Recorded } from '../submission.js'

const namespace = 'a5d6f2de-38f5-4b53-8ac5-7e8f7b3c6f10'
export const commandIdOf = (name: string): string => v5(name, namespace)

export const officer: Envelope['actor'] = { id: commandIdOf('officer'), role: 'officer' }

/** What one process has: its own connections, caches and turns, on files that others have open too. */
export interface Process {
  readonly log: SqliteEventLog
  readonly vault: SqliteVault
  readonly runner: CommandRunner
  run(name: string, fields: object, commandId: string): Promise<Recorded>
  close(): Promise<void>
}

export const openProcess = async (folder: string, maxTurn?: number): Promise<Process> => {
  const log = await openSqliteEventLog({ file: join(folder, 'log.db') })
  const vault = await openSqliteVault({ file: join(folder, 'vault.db') })
  const runner = new CommandRunner({ log, vault, maxTurn })
  return {
    log,
    vault,
    runner,
    run: async (name, fields, commandId) => {
      const row = findDecision(name)
      if (row === undefined) throw new Error(`no command ${name}`)
      return runner.run(row, parseCommand(row.command, fields), { commandId, actor: officer, entrySource: 'app' })
    },
    close: async () => {
      await runner.drained()
      await log.close()
      await vault.close()
    },
  }
}

/** A folder of its own for a test, gone afterwards, with two processes on it. */
export const withTwoProcesses = async (test: (one: Process, other: Process) => Promise<void>, maxTurn?: number): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'sinhke-commands-'))
  const processes = [await openProcess(folder, maxTurn), await openProcess(folder, maxTurn)] as const
  try {
    await test(...processes)
  } finally {
    for (const each of processes) await each.close()
    await rm(folder, { recursive: true })
  }
}
