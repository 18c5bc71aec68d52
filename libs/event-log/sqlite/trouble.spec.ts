import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openSqlite } from '#platform'
import { eventsOf, positionsOf, toyCommit } from '../contract/toy-commit.js'
import { LogUnavailable } from '../errors.js'
import { openSqliteEventLog } from './sqlite-event-log.js'
import { newSqlitePlace } from './testing/sqlite-place.js'
import type { SqlitePlace } from './testing/sqlite-place.js'
import type { Told } from './testing/trouble-process.js'

const script = fileURLToPath(new URL('./testing/trouble-process.js', import.meta.url))
const run = promisify(execFile)

describe('appends that meet trouble', () => {
  let place: SqlitePlace
  beforeEach(async () => {
    place = await newSqlitePlace()
  })
  afterEach(() => place.remove())

  it('are refused when another process keeps the lock, while readers go on', async () => {
    await (await place.open()).append(toyCommit([['a']]))
    const log = await openSqliteEventLog({ file: place.file, lockTimeoutMs: 50 })
    const other = openSqlite(place.file, { synchronous: 'FULL' })
    other.exec('BEGIN IMMEDIATE')
    const appending = expect(log.append(toyCommit([['a']]))).rejects.toThrow(LogUnavailable)
    expect(await positionsOf(log, { tags: ['a'] })).toEqual([1])
    await appending
    other.exec('ROLLBACK')
    expect(await log.append(toyCommit([['a']]))).toMatchObject({ firstPosition: 2 })
    other.close()
    await log.close()
  })

  it('say the truth of every commit when their writer thread ends, and go on with a new one', async () => {
    const { stdout } = await run(process.execPath, [script, place.file, 'lose-threads'])
    const told = JSON.parse(stdout) as Told[]
    const outcomes = new Set(told.map(({ outcome }) => outcome))
    expect(outcomes).toEqual(new Set(['stored', 'LogUnavailable']))
    expect(told.at(-1)?.outcome).toBe('stored')
    await expectTruth(told)
  })

  it('say unknown or refused when a file can grow no more, and nothing that they said was stored is missing', async () => {
    const { stdout } = await run('sh', ['-c', `ulimit -f 8192; exec "${process.execPath}" "${script}" "${place.file}" fill`])
    const told = JSON.parse(stdout) as Told[]
    expect(told.filter(({ outcome }) => outcome === 'stored').length).toBeGreaterThan(10)
    expect(told.filter(({ outcome }) => outcome !== 'stored').every(({ outcome }) => ['LogUnavailable', 'OutcomeUnknown'].includes(outcome))).toBe(true)
    await expectTruth(told)
  })

  async function expectTruth(told: readonly Told[]): Promise<void> {
    const log = await place.open()
    const found = new Set((await eventsOf(log)).map(({ commandId }) => commandId))
    for (const { commandId, outcome } of told) {
      if (outcome !== 'OutcomeUnknown') expect({ commandId, stored: found.has(commandId) }).toEqual({ commandId, stored: outcome === 'stored' })
    }
    expect(await log.verify()).toMatchObject({ findings: [] })
    expect(await log.append(toyCommit([['a']]))).toMatchObject({ repeated: false })
  }
})
