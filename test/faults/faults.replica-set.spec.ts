import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startFaultWorld, type FaultWorld } from './fault-world.js'
import type { Round } from './round.js'
import { seedOfRound, usualSeed } from './seed.js'

const rounds = 3
const seed = usualSeed()

// With the seed of a failed run in SINHKE_SEED the faults come at the same moments again; `npm run faults` runs more of them.
describe(`two writers and a follower on a set of three members (seed ${seed})`, () => {
  let world: FaultWorld
  const run: Round[] = []
  beforeAll(async () => {
    world = await startFaultWorld()
  }, 120_000)
  afterAll(() => world.stop(), 60_000)

  it.each(Array.from({ length: rounds }, (_, index) => index + 1))('keep every promise through kills, freezes and lost answers, round %i', async (number) => {
    const round = await world.run(seedOfRound(seed, number - 1))
    run.push(round)
    expect(round.findings).toEqual([])
    // Something was written, followed and hit, or nothing would have been shown.
    expect(new Set(round.faults.map(({ kind }) => kind)).size).toBe(5)
    expect(Math.min(round.counts.acknowledged, round.counts.followed)).toBeGreaterThan(10)
  }, 300_000)

  it('leave hardly a killed writer without a command between send and answer, and find all as it was when all is over', async () => {
    expect(run.reduce((count, { counts }) => count + counts.takenOver.count, 0)).toBeGreaterThan(0)
    expect(await world.lookAgain(run)).toEqual([])
  }, 120_000)
})
