import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { randomOf } from '../samples/source/entry.js'
import { jsonOf, runCli, startCli, temporaryFolder } from './cli-process.js'
import { unitCount, writeHouseholds } from './household-file.js'

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
      kills += await importUntilDone(csv, dataDir, random)
      await expectEveryRowOnce(csv, dataDir)
    }
  }, 600_000)
})

/** Starts the import, kills it after a random time, and again, until it comes to its end; answers how often it was killed. */
const importUntilDone = async (csv: string, dataDir: string, random: () => number): Promise<number> => {
  for (let kills = 0; ; kills += 1) {
    const { child, finished } = startCli(['import', csv, '--data-dir', dataDir])
    const timer = new AbortController()
    // Later from kill to kill, so that it gets to its end.
    void delay(600 + random() * 1_200 + kills * 60, undefined, { signal: timer.signal }).then(() => child.kill('SIGKILL'), () => undefined)
    const { signal, code } = await finished
    timer.abort()
    if (signal === 'SIGKILL') continue
    expect(code).toBe(0)
    return kills
  }
}

const expectEveryRowOnce = async (csv: string, dataDir: string): Promise<void> => {
  const verified = jsonOf<Verified>(await runCli('verify', '--json', '--data-dir', dataDir))
  expect(verified).toMatchObject({ isIntact: true, log: { events: households + unitCount } })
  const again = await runCli('import', csv, '--data-dir', dataDir, '--json')
  expect(again.code).toBe(0)
  expect(jsonOf<{ files: readonly object[] }>(again).files).toMatchObject([{ recorded: 0, alreadyThere: unitCount }, { recorded: 0, alreadyThere: households }])
}
