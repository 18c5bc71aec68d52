import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Runtime } from '#runtime'
import { inFolder } from './append.js'
import { appendHandovers } from './memory-log.js'

export interface MemoryAt {
  readonly events: number
  /** The most of the whole process, all threads. */
  readonly peakMiB: number
}

const ids = (length: number): string[] => Array.from({ length }, () => randomUUID())

/** The most memory of a process that folds a log of so many events from nothing, answers, and follows on. */
export const memoryAt = (events: number): Promise<MemoryAt> =>
  inFolder(async (dataDir) => {
    const householdIds = ids(events / 10)
    const runtime = await Runtime.open({ dataDir })
    await appendHandovers(runtime.log, { events, householdIds, projectIds: ids(events / 100) })
    await runtime.close()
    const script = fileURLToPath(new URL('./memory-process.js', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [script, dataDir, householdIds.slice(0, 500).join(',')])
    return JSON.parse(stdout) as MemoryAt
  })
