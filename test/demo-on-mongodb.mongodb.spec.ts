import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { jsonOf, startCli, temporaryFolder, type Finished } from './cli-process.js'
import { newMongoUnderTest, type MongoUnderTest } from './servers/mongo-under-test.js'

interface Verified {
  readonly isIntact: boolean
  readonly log: { readonly events: number }
  readonly models: readonly { readonly model: string; readonly documents: number }[]
}

/** The instants of two imports, and the random ids that each gave its actor and its persons, are never the same. */
const byChance = ['recordedAt', 'actorId', 'personId', 'tookMs']
const withoutChance = ({ stdout }: Finished): unknown => JSON.parse(stdout, (key, value: unknown) => (byChance.includes(key) ? undefined : value))

describe('the demo', () => {
  let database: MongoUnderTest
  let dataDir = ''
  beforeAll(async () => {
    database = newMongoUnderTest()
    dataDir = await temporaryFolder()
  })
  afterAll(() => database.remove())

  const onFiles = (...words: readonly string[]): Promise<Finished> => startCli([...words, '--data-dir', dataDir], { MONGODB_URI: database.uri }).finished
  const onMongo = (...words: readonly string[]): Promise<Finished> => startCli(words, { MONGODB_URI: database.uri, DATA_DIR: `${dataDir}/none` }).finished
  /** The table of what was imported, up to the first line that has an address or a token in it. */
  const totalsOf = ({ code, stdout, stderr }: Finished): string => {
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    return stdout.split('Máy chủ / server')[0] as string
  }

  it('comes to the same totals on MongoDB as on files, and its second time adds nothing', async () => {
    const words = ['demo', '--sample', 'small', '--once', '--port', '0']
    expect(jsonOf<object>({ ...(await onMongo('migrate', '--json')) })).toMatchObject({ made: expect.arrayContaining([expect.stringMatching(/_log\.commits$/)]) })
    const totals = totalsOf(await onFiles(...words))
    expect(totals).toMatch(/Cộng\s+[\d.]+\s+[1-9]/)
    expect(totalsOf(await onMongo(...words))).toBe(totals)
    expect(totalsOf(await onMongo(...words))).toMatch(/Cộng\s+[\d.]+\s+0\s+[\d.]+\s+0\s+0/)
    const [files, mongo] = await Promise.all([onFiles('verify', '--json'), onMongo('verify', '--json')])
    expect(jsonOf<Verified>(mongo)).toMatchObject({ isIntact: true })
    expect(jsonOf<Verified>(mongo)).toEqual(jsonOf<Verified>(files))
    for (const asked of [['board'], ['recoveries'], ['history', '000000003001'], ['pool', 'bo sinh san thinh duc'], ['project', 'bo sinh san thinh duc']]) {
      const [before, after] = [await onFiles(...asked, '--json'), await onMongo(...asked, '--json')]
      expect({ asked, answer: withoutChance(after) }).toEqual({ asked, answer: withoutChance(before) })
    }
  }, 480_000)
})
