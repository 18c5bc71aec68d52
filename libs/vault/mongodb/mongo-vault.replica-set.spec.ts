import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openMongo } from '#platform'
import type { MongoConnection } from '#platform'
import { startReplicaSet } from '../../../test/servers/replica-set.js'
import type { Member, ReplicaSet } from '../../../test/servers/replica-set.js'
import { VaultUnavailable } from '../errors.js'
import { migrateVault, openMongoVault } from '../index.js'
import type { SealedValue, VaultWithNames } from '../index.js'

const unit = { codeSet: '2025-07', code: '5405' }

describe('the vault on a replica set that fails', () => {
  let set: ReplicaSet
  const connections: MongoConnection[] = []

  beforeEach(async () => {
    set = await startReplicaSet({ members: 3, electionTimeoutMs: 2_000 })
    const mongo = connect()
    await migrateVault(mongo.database('vault'))
  }, 120_000)
  afterEach(async () => {
    await Promise.all(set.members.map((member) => member.signal('SIGCONT')))
    await Promise.all(connections.splice(0).map((mongo) => mongo.close()))
    await set.stop()
  }, 120_000)

  const connect = (): MongoConnection => {
    const mongo = openMongo(set.uri)
    connections.push(mongo)
    return mongo
  }
  /** As another process has it: over a client of its own. */
  const open = (): Promise<VaultWithNames> => openMongoVault({ database: connect().database('vault') })

  const failures: Readonly<Record<string, (primary: Member) => Promise<void>>> = {
    'is killed': async (primary) => {
      await primary.signal('SIGKILL')
      await pause(4_000)
      await primary.start()
    },
    'is frozen for longer than the election takes': async (primary) => {
      await primary.signal('SIGSTOP')
      await pause(6_000)
      await primary.signal('SIGCONT')
    },
  }

  it.each(Object.keys(failures))('keeps every key and person id, and everybody forgotten, when the primary %s', async (failure) => {
    const vaults = [await open(), await open()]
    const officer = new Officer(vaults)
    const working = officer.work()
    await pause(randomInt(200, 1_500))
    await failures[failure]?.(await set.primary())
    await pause(3_000)
    officer.stop()
    await working
    expect(officer.sealed.length).toBeGreaterThan(10)
    const later = await open()
    for (const vault of [later, ...vaults]) {
      const opened = await vault.open(officer.sealed)
      expect(opened).toEqual(officer.sealed.map(({ key }) => (officer.forgotten.has(key) ? { forgotten: true } : key)))
      expect(await vault.personIds(officer.numbers)).toEqual(officer.personIds)
    }
    expect(await later.names.checkpoint()).toBeGreaterThanOrEqual(officer.checkpoint)
    expect((await later.names.find({ q: 'ma văn', limit: 200 })).households.length).toBe(Math.min(200, await later.names.checkpoint()))
  }, 180_000)

  it('says that it is unavailable while no server answers, and goes on by itself when one does', async () => {
    const vault = await open()
    const [seal] = await vault.seal([{ key: 'person:1', at: 'e/name', value: 'Nguyễn Văn An' }])
    for (const member of set.members) await member.signal('SIGSTOP')
    const asked = [
      vault.seal([{ key: 'person:2', at: 'e/name', value: 1 }]),
      vault.open([seal]),
      vault.personIds(['019095000123']),
      vault.forget('person:3'),
      vault.names.find({ q: 'an', limit: 5 }),
      vault.names.save([], 1),
      openMongoVault({ database: connect().database('vault') }),
    ]
    for (const outcome of await Promise.allSettled(asked)) expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'VaultUnavailable' } })
    for (const member of set.members) await member.signal('SIGCONT')
    const opened = await unlessUnavailable(() => vault.open([seal]))
    expect(opened).toEqual(['Nguyễn Văn An'])
    expect(await unlessUnavailable(() => vault.seal([{ key: 'person:2', at: 'e/name', value: 1 }]))).toHaveLength(1)
  }, 180_000)
})

/** Asks again for as long as the answer is "unavailable", as every caller may. */
const unlessUnavailable = async <T>(work: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof VaultUnavailable)) throw error
    }
  }
}

/** Works at both vaults without a pause, and notes what was acknowledged. Whoever is refused asks again. */
class Officer {
  readonly sealed: SealedValue[] = []
  readonly forgotten = new Set<string>()
  readonly numbers: string[] = []
  readonly personIds: string[] = []
  checkpoint = 0
  private stopped = false

  constructor(private readonly vaults: readonly VaultWithNames[]) {}

  stop(): void {
    this.stopped = true
  }

  async work(): Promise<void> {
    await Promise.all([...this.vaults.map((vault, index) => this.sealAndForget(vault, index)), this.saveNames()])
  }

  private async sealAndForget(vault: VaultWithNames, index: number): Promise<void> {
    for (let turn = 0; !this.stopped; turn++) {
      const key = `person:${index}-${turn}`
      this.sealed.push(...(await unlessUnavailable(() => vault.seal([{ key, at: 'e/name', value: key }]))))
      const number = String(19_000_000_000 + 1_000_000 * index + turn).padStart(12, '0')
      const [personId = ''] = await unlessUnavailable(() => vault.personIds([number]))
      this.numbers.push(number)
      this.personIds.push(personId)
      if (turn % 5 !== 0) continue
      await unlessUnavailable(() => vault.forget(key))
      this.forgotten.add(key)
    }
  }

  private async saveNames(): Promise<void> {
    const [vault] = this.vaults
    for (let position = 1; vault && !this.stopped; position++) {
      const householdId = `h-${String(position).padStart(5, '0')}`
      const entry = { householdId, unit, people: [{ personId: `p-${position}`, name: 'Ma Văn Páo', isHead: true }] }
      await unlessUnavailable(() => vault.names.save([entry], position))
      this.checkpoint = position
    }
  }
}
