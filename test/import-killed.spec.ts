import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { randomOf } from '../samples/source/entry.js'
import { jsonOf, root, runCli, startCli, temporaryFolder } from './cli-process.js'
import { unitCount, writeHouseholds } from './household-file.js'
import { readSheets } from './province-sheets.js'

interface Report {
  readonly files: readonly { readonly recorded: number; readonly alreadyThere: number }[]
}

interface Killing {
  readonly csv: string
  readonly entries: number
  /** How long it may write before it is killed, at most. */
  readonly longestMs: number
  readonly dataDir: string
  readonly random: () => number
  readonly mostKills: number
}

interface Verified {
  readonly isIntact: boolean
  readonly log: { readonly events: number }
}

const households = 1_500
const leastKills = 20

describe('an import that is killed', () => {
  it('ends with every row once, however often it is killed and started again', async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
    console.log(`kills with SEED=${seed}`)
    const random = randomOf(seed)
    const folder = await temporaryFolder()
    const csv = await writeHouseholds(join(folder, 'csv'), households)
    let kills = 0
    for (let round = 0; kills < leastKills; round += 1) {
      const dataDir = join(folder, `data-${round}`)
      kills += await importUntilDone({ csv, entries: households + unitCount, longestMs: 150, dataDir, random, mostKills: leastKills - kills })
      await expectEveryRowOnce(dataDir, households + unitCount)
    }
  }, 600_000)

  it('of a whole province ends with every row once too', async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
    console.log(`kills with SEED=${seed}`)
    const csv = join(root, 'samples/province')
    const { entries } = readSheets(csv)
    const dataDir = await temporaryFolder()
    const kills = await importUntilDone({ csv, entries, longestMs: 2_000, dataDir, random: randomOf(seed), mostKills: leastKills })
    expect(kills).toBe(leastKills)
    await expectEveryRowOnce(dataDir, entries)
  }, 900_000)
})

/** Starts the import and kills it while it writes, again and again, then lets it come to its end; answers how often it was killed. */
const importUntilDone = async ({ csv, entries, longestMs, dataDir, random, mostKills }: Killing): Promise<number> => {
  for (let kills = 0; ; kills += 1) {
    const before = await lastWriteTo(dataDir)
    const { child, finished } = startCli(['import', csv, '--json', '--data-dir', dataDir])
    let isOver = false
    const over = finished.finally(() => (isOver = true))
    // Not while it starts or looks at what is there already: that would show nothing.
    while (!isOver && (await lastWriteTo(dataDir)) === before) await delay(10)
    await Promise.race([over, delay(random() * longestMs)])
    if (kills < mostKills) child.kill('SIGKILL')
    const ended = await over
    if (ended.signal === 'SIGKILL') continue
    expect(ended.code).toBe(0)
    expect(jsonOf<Report>(ended).files.reduce((sum, { recorded, alreadyThere }) => sum + recorded + alreadyThere, 0)).toBe(entries)
    return kills
  }
}

const lastWriteTo = (dataDir: string): Promise<number> => stat(join(dataDir, 'log.db-wal')).then(({ mtimeMs }) => mtimeMs, () => 0)

/** As many events as rows, after every row was found to be there. */
const expectEveryRowOnce = async (dataDir: string, entries: number): Promise<void> => {
  const verified = jsonOf<Verified>(await runCli('verify', '--json', '--data-dir', dataDir))
  expect(verified).toMatchObject({ isIntact: true, log: { events: entries } })
}
