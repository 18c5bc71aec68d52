// Prints what sealing, opening and finding cost on this machine: node dist/libs/vault/measure/measure-vault.js [households]
// With MONGODB_URI set: on MongoDB, in a database of its own that is dropped at the end.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openMongo } from '#platform'
import { inventedHouseholds } from '../contract/invented-households.js'
import { migrateVault, openMongoVault, openSqliteVault } from '../index.js'
import type { NameQuery, VaultWithNames } from '../index.js'

const households = Number(process.argv[2] ?? 40_000)
const unit = { codeSet: '2025-07', code: '5405' }

const finds: Readonly<Record<string, Omit<NameQuery, 'limit'>>> = {
  everyone: {},
  'one common word': { q: 'nguyễn' },
  'two common words': { q: 'nguyen thi' },
  'a full name': { q: 'Nguyễn Thị Hoà' },
  'common words that never meet': { q: 'nguyen tran' },
  'one letter': { q: 'n' },
  'common beginning': { q: 'ngu' },
  'common word, one letter': { q: 'nguyen t' },
  'no such name': { q: 'zzz' },
  'common word in a unit': { q: 'nguyen', unit },
  'full name in a unit': { q: 'hoang van nam', unit },
  'common word in a village': { q: 'nguyen', village: 'xom' },
  'rare meeting in a village': { q: 'nguyen lan a', village: 'ban ten' },
  'a village': { village: 'Xóm 1' },
  'a unit': { unit },
  'a person': { personId: inventedHouseholds(500).at(-1)?.people[0]?.personId },
}

const main = async (): Promise<void> => {
  const uri = process.env['MONGODB_URI']
  const measured = await (uri === undefined ? inFile() : inMongo(uri))
  const { vault } = measured
  try {
    await measureSeals(vault)
    await measureFinds(vault)
  } finally {
    await vault.close()
    await measured.remove()
  }
}

interface Measured {
  readonly vault: VaultWithNames
  readonly remove: () => Promise<void>
}

const inFile = async (): Promise<Measured> => {
  const folder = await mkdtemp(join(tmpdir(), 'vault-'))
  return { vault: await openSqliteVault({ file: join(folder, 'vault.db') }), remove: () => rm(folder, { recursive: true }) }
}

const inMongo = async (uri: string): Promise<Measured> => {
  const mongo = openMongo(uri)
  const database = mongo.client.db(`measure_vault_${process.pid}`)
  await migrateVault(database)
  const remove = async (): Promise<void> => {
    await database.dropDatabase()
    await mongo.close()
  }
  return { vault: await openMongoVault({ database }), remove }
}

const measureSeals = async (vault: VaultWithNames): Promise<void> => {
  const values = Array.from({ length: 20_000 }, (_, index) => ({
    key: `person:${index % 5_000}`,
    at: `event-${index}/name`,
    value: 'Nguyễn Thị Hoà',
  }))
  const created = await timed(() => vault.seal(values.slice(0, 5_000)))
  console.log(`seal, 5,000 new keys in one call: ${(created.ms / 5).toFixed(1)} µs a value`)
  const sealed = await timed(() => vault.seal(values))
  console.log(`seal, keys known: ${(sealed.ms / 20).toFixed(1)} µs a value`)
  const opened = await timed(() => vault.open(sealed.result))
  console.log(`open, keys known: ${(opened.ms / 20).toFixed(1)} µs a value`)
  const single = await timed(async () => {
    for (const value of sealed.result.slice(0, 2_000)) await vault.open([value])
  })
  console.log(`open, one value a call: ${(single.ms / 2).toFixed(1)} µs`)
  const durable = await timed(async () => {
    for (let index = 0; index < 200; index++) await vault.seal([{ key: `household:${index}`, at: 'a', value: 1 }])
  })
  console.log(`seal with one new key, one after another: ${(durable.ms / 200).toFixed(2)} ms a call`)
  const together = await timed(() =>
    Promise.all(Array.from({ length: 200 }, (_, index) => vault.seal([{ key: `group:${index}`, at: 'a', value: 1 }]))),
  )
  console.log(`seal with one new key, 200 at once: ${(together.ms / 200).toFixed(3)} ms a call`)
}

const measureFinds = async ({ names }: VaultWithNames): Promise<void> => {
  const delays = monitorEventLoopDelay({ resolution: 5 })
  delays.enable()
  const saved = await timed(() => names.save(inventedHouseholds(households), households))
  delays.disable()
  const [common, longest] = [delays.percentile(99), delays.max].map((ns) => (ns / 1e6).toFixed(0))
  console.log(`save ${households} households: ${saved.ms.toFixed(0)} ms; other work waits ${common} ms (p99), ${longest} ms at most`)
  for (const [title, query] of Object.entries(finds)) await measureFind(title, (after) => names.find({ ...query, after, limit: 20 }))
}

const measureFind = async (title: string, find: (after?: string) => ReturnType<VaultWithNames['names']['find']>): Promise<void> => {
  const times: number[] = []
  let after: string | undefined
  for (let page = 0; page < 60; page++) {
    const { ms, result } = await timed(() => find(after))
    times.push(ms)
    after = result.next
  }
  times.sort((a, b) => a - b)
  const at = (share: number): string => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(2)
  console.log(`find ${title}: median ${at(0.5)} ms, longest ${at(1)} ms`)
}

const timed = async <T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> => {
  const start = performance.now()
  const result = await work()
  return { ms: performance.now() - start, result }
}

await main()
