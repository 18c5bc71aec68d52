import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import type { StorePlace } from '#platform'
import { getHouseholdHistory } from '#read-models'
import { Runtime } from '#runtime'
import { runCli } from './cli-process.js'
import { newMongoUnderTest } from './servers/mongo-under-test.js'

/** The day that every history is asked for, so that two runs of the test speak of the same one. */
const today = '2026-06-30'
/** Positions at which it is asked what was known then, besides now. */
const earlier = [368, 200]

/** Every household's history, opened, as one text by household and moment. */
const historiesOf = async (place: StorePlace): Promise<Map<string, string>> => {
  const runtime = await Runtime.open(place)
  try {
    await runtime.catchUp()
    const histories = new Map<string, string>()
    for (const householdId of await householdsIn(runtime)) {
      for (const knownAt of [undefined, ...earlier]) {
        const history = await getHouseholdHistory({ householdId, knownAt, today }, runtime.reader)
        histories.set(`${householdId} ${knownAt ?? 'now'}`, JSON.stringify(await runtime.vault.open([history])))
      }
    }
    return histories
  } finally {
    await runtime.close()
  }
}

const householdsIn = async ({ log }: Runtime): Promise<string[]> => {
  const households = new Set<string>()
  for await (const events of log.read({})) {
    for (const { tags } of events) for (const tag of tags) if (tag.startsWith('household:')) households.add(tag.slice('household:'.length))
  }
  return [...households]
}

describe('the histories of a log that was copied', () => {
  it('are the same byte for byte on MongoDB, and back on files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'copied-histories-'))
    const { uri, remove } = newMongoUnderTest()
    const [before, after] = [join(folder, 'before'), join(folder, 'after')]
    try {
      expect((await runCli('import', 'samples/small', '--data-dir', before)).code).toBe(0)
      expect(await runCli('copy-log', '--from', before, '--to', uri, '--close')).toMatchObject({ code: 0, stderr: '' })
      const onFiles = await historiesOf({ dataDir: before })
      expect(onFiles.size).toBeGreaterThan(180)
      expect(JSON.stringify([...onFiles])).toContain('Triệu Thị Sính')
      expect(await historiesOf({ dataDir: folder, mongodbUri: uri })).toEqual(onFiles)
      expect(await runCli('copy-log', '--from', uri, '--to', after, '--close')).toMatchObject({ code: 0, stderr: '' })
      expect(await historiesOf({ dataDir: after })).toEqual(onFiles)
    } finally {
      await remove()
      await rm(folder, { recursive: true, force: true })
    }
  }, 300_000)
})
