import type { ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { LogMoved, type MovableLog } from '#event-log'
import { migrateEventLog } from '#event-log/mongodb/index'
import { openSqliteEventLog } from '#event-log/sqlite/index'
import { openMongo } from '#platform'
import { migrateVault, openMongoVault, openSqliteVault } from '#vault'
import { cancelMove } from '../apps/cli/copy-log-cancel.js'
import { copyLog, type Copied } from '../apps/cli/copy-log.js'
import { openSource, openTarget, type CopyPlace } from '../apps/cli/copy-log-place.js'
import { explain } from '../apps/cli/explain.js'
import { storedCommitsOf } from '../libs/event-log/contract/moving-promises.js'
import { appendAll, randomLogs } from '../libs/event-log/contract/random-log.js'
import { toyCommit, toyEvent, upTo } from '../libs/event-log/contract/toy-commit.js'
import { startCli } from './cli-process.js'
import { newMongoUnderTest } from './servers/mongo-under-test.js'

/** Where a log and its vault can be: the path of a folder, or a MongoDB URI. */
export interface Address {
  readonly address: string
  remove(): Promise<void>
}

export const newFolder = async (): Promise<Address> => {
  const folder = await mkdtemp(join(tmpdir(), 'copy-log-'))
  return { address: join(folder, 'data'), remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Databases of one name on the MongoDB of the tests. */
export const newDatabases = async (): Promise<Address> => {
  const { uri, remove } = newMongoUnderTest()
  return { address: uri, remove }
}

/** A vault with secrets of its own beside an empty log, as any program leaves them that opened them first. */
export const layPlace = async (address: string): Promise<void> => {
  if (address.startsWith('mongodb:')) return layDatabases(address)
  await mkdir(address, { recursive: true })
  await (await openSqliteVault({ file: join(address, 'vault.db') })).close()
  await (await openSqliteEventLog({ file: join(address, 'log.db') })).close()
}

const layDatabases = async (uri: string): Promise<void> => {
  const mongo = openMongo(uri)
  await migrateVault(mongo.database('vault'))
  await migrateEventLog(mongo.database('log'))
  await (await openMongoVault({ database: mongo.database('vault') })).close()
  await mongo.close()
}

/** What copying promises, from one kind of place to another and back. */
export function describeCopying(name: string, newSource: () => Promise<Address>, newTarget: () => Promise<Address>): void {
  describe(name, () => {
    let made: Address[] = []
    let opened: CopyPlace[] = []
    let [from, to] = ['', '']
    const make = async (newAddress: () => Promise<Address>): Promise<string> => {
      const place = await newAddress()
      made.push(place)
      return place.address
    }
    const open = async (address: string, opening = openTarget): Promise<CopyPlace> => {
      const place = await opening(address)
      opened.push(place)
      return place
    }
    /** Copies as the command does, from places opened for this alone. */
    const copy = async (source: string, target: string, options: { readonly close?: boolean } = {}): Promise<Copied> => {
      const [one, other] = [await openSource(source), await openTarget(target)]
      try {
        return await copyLog(one, other, { close: options.close ?? false })
      } finally {
        await Promise.all([one.close(), other.close()])
      }
    }
    /** A log with a vault that has made its secrets, as any program leaves it. */
    const begun = async (address: string, commits: number): Promise<CopyPlace> => {
      await layPlace(address)
      const place = await open(address, openSource)
      await appendAll(place.log, upTo(commits).map((index) => toyCommit(upTo(1 + (index % 3)).map(() => ['a', `thing:${index}`]))))
      return place
    }
    const refusal = async (source: string, target: string, options: { readonly close?: boolean } = {}): Promise<string> =>
      copy(source, target, options).then(() => 'nothing was refused', explain)

    const copyProcess = (source: string, target: string, ...words: readonly string[]) => startCli(['copy-log', '--from', source, '--to', target, '--json', ...words])

    beforeEach(async () => {
      ;[from, to] = [await make(newSource), await make(newTarget)]
    })
    afterEach(async () => {
      await Promise.all(opened.map((place) => place.close()))
      await Promise.all(made.map((place) => place.remove()))
      ;[made, opened] = [[], []]
    })

    it('keeps any log byte for byte, there and back, and moves it both times', async () => {
      await fc.assert(fc.asyncProperty(randomLogs, randomLogs, async (commits, later) => {
        const [first, second] = [await make(newSource), await make(newTarget)]
        const { log } = await begun(first, 0)
        await appendAll(log, commits)
        const there = await copy(first, second, { close: true })
        expect(there).toMatchObject({ isMoved: true, source: { position: await log.head() } })
        expect(there.target).toEqual(there.source)
        const other = await open(second)
        expect(await storedCommitsOf(other.log)).toEqual(await storedCommitsOf(log))
        await appendAll(other.log, later)
        const back = await copy(second, first, { close: true })
        expect(back.target).toEqual(back.source)
        expect(await storedCommitsOf(log)).toEqual(await storedCommitsOf(other.log))
        for (const each of [log, other.log]) expect(await each.verify()).toMatchObject({ findingCount: 0 })
        await expect(other.log.append(toyCommit([['a']]))).rejects.toThrow(LogMoved)
        expect(await log.append(toyCommit([['a']]))).toMatchObject({ repeated: false })
      }), { numRuns: 8 })
    }, 180_000)

    it('copies what is new when it is run again, and lets nobody write to the copy before the move is finished', async () => {
      const source = await begun(from, 30)
      const first = await copy(from, to)
      expect(first).toMatchObject({ isMoved: false, copiedEvents: first.source.position, from: source.name })
      const target = await open(to)
      await expect(target.log.append(toyCommit([['a']]))).rejects.toThrow(new LogMoved(source.name))
      await source.log.append(toyCommit([['a'], ['b']]))
      expect(await copy(from, to)).toMatchObject({ copiedEvents: 2, isMoved: false })
      expect(await copy(from, to)).toMatchObject({ copiedEvents: 0, isMoved: false })
      await source.log.append(toyCommit([['a']]))
      expect(await copy(from, to, { close: true })).toMatchObject({ copiedEvents: 1, isMoved: true })
      await expect(source.log.append(toyCommit([['a']]))).rejects.toThrow(new LogMoved(target.name))
      expect(await target.log.append(toyCommit([['a']]))).toMatchObject({ firstPosition: first.source.position + 4 })
    })

    it('takes along who is sent what and how far it got, once the source is closed', async () => {
      const { deliveries } = await begun(from, 3)
      await deliveries.put('webhook', 'thong-ke', { url: 'https://thongke.example.vn/' }, 0)
      await deliveries.put('webhook-place', 'thong-ke', { after: 2 }, 0)
      await copy(from, to)
      const target = await open(to)
      expect(await target.deliveries.kinds()).toEqual([])
      await copy(from, to, { close: true })
      expect(await target.deliveries.list('webhook')).toMatchObject([{ id: 'thong-ke', value: { url: 'https://thongke.example.vn/' } }])
      await target.deliveries.put('webhook-place', 'thong-ke', { after: 3 }, 1)
      await target.deliveries.remove('webhook', 'thong-ke', 1)
      await copy(to, from, { close: true })
      expect(await deliveries.list('webhook-place')).toMatchObject([{ id: 'thong-ke', value: { after: 3 } }])
      expect(await deliveries.list('webhook')).toEqual([])
    })

    it('answers the same when a finished move is run again, and leaves the log that is in use open', async () => {
      await begun(from, 10)
      const moved = await copy(from, to, { close: true })
      for (const close of [true, false]) expect(await copy(from, to, { close })).toEqual({ ...moved, copiedEvents: 0 })
      expect(await (await open(to)).log.append(toyCommit([['a']]))).toMatchObject({ repeated: false })
      expect(await refusal(from, to, { close: true })).toContain('more than the source')
      expect(await (await open(to)).log.append(toyCommit([['a']]))).toMatchObject({ repeated: false })
    })

    it('finishes a move that was broken off when the source was closed already', async () => {
      const source = await begun(from, 10)
      await copy(from, to)
      await source.log.append(toyCommit([['a']]))
      const target = await open(to)
      await source.log.closeFor(target.name)
      expect(await copy(from, to)).toMatchObject({ copiedEvents: 1, isMoved: false })
      await expect(target.log.append(toyCommit([['a']]))).rejects.toThrow(LogMoved)
      expect(await copy(from, to, { close: true })).toMatchObject({ isMoved: true })
      expect(await target.log.append(toyCommit([['a']]))).toMatchObject({ repeated: false })
    })

    it('opens the source again when a move is given up, and not once it is finished', async () => {
      const source = await begun(from, 10)
      await copy(from, to)
      const target = await open(to)
      await source.log.closeFor(target.name)
      await cancelMove(source, target)
      expect(await source.log.append(toyCommit([['a']]))).toMatchObject({ repeated: false })
      await expect(target.log.append(toyCommit([['a']]))).rejects.toThrow(LogMoved)
      expect(await copy(from, to, { close: true })).toMatchObject({ copiedEvents: 1, isMoved: true })
      await expect(cancelMove(source, target)).rejects.toThrow('the move was finished')
      await expect(cancelMove(source, await open(await make(newTarget)))).rejects.toThrow('was closed for')
      expect(await source.log.successor()).toBe(target.name)
    })

    it('copies a closed log to a third place, and moves it there no more', async () => {
      const source = await begun(from, 10)
      await copy(from, to, { close: true })
      const third = await make(newTarget)
      expect(await copy(from, third)).toMatchObject({ isMoved: false, copiedEvents: await source.log.head() })
      expect(await refusal(from, third, { close: true })).toContain('takes no more entries')
      await expect((await open(third)).log.append(toyCommit([['a']]))).rejects.toThrow(LogMoved)
    })

    it('refuses a target that holds another log, and leaves it open', async () => {
      await begun(from, 10)
      const target = await begun(to, 2)
      expect(await refusal(from, to)).toContain('holds another log')
      expect(await target.log.append(toyCommit([['a']]))).toMatchObject({ repeated: false })
      expect(await target.log.successor()).toBeUndefined()
    })

    it('refuses a target with a vault of its own, and leaves it open', async () => {
      await begun(from, 10)
      const target = await begun(to, 0)
      const before = await target.vault.digest()
      expect(await refusal(from, to)).toContain('has a vault of its own')
      expect(await target.vault.digest()).toEqual(before)
      expect(await target.log.append(toyCommit([['a']]))).toMatchObject({ repeated: false })
    })

    it('refuses a former source whose vault was written to by itself, before anything is closed', async () => {
      const source = await begun(from, 10)
      const { target: { vault } } = await copy(from, to, { close: true })
      await source.vault.importRows([{ kind: 'key', name: 'household:unknown', content: 'AAAA' }])
      expect(await refusal(to, from, { close: true })).toContain('holds 1 rows that the source does not')
      const target = await open(to)
      expect(await target.log.append(toyCommit([['a']]))).toMatchObject({ repeated: false })
      await target.vault.importRows([{ kind: 'key', name: 'household:unknown', content: 'BBBB' }])
      expect(await refusal(to, from, { close: true })).toContain('key household:unknown')
      const third = await make(newSource)
      expect(await copy(to, third, { close: true })).toMatchObject({ isMoved: true, target: { vault: { rows: vault.rows + 1 } } })
    })

    it('refuses a target that is longer than the source', async () => {
      await begun(from, 10)
      const target = await fork(from, to)
      await target.append(toyCommit([['a']]))
      expect(await refusal(from, to)).toContain('more than the source')
      expect(await target.successor()).toBeUndefined()
    })

    it.each([
      ['at its end', 0],
      ['before its last commit', 1],
    ])('refuses a target that went its own way %s', async (_, common) => {
      const source = await begun(from, 10)
      const target = await fork(from, to)
      await target.append(toyCommit([['a']]))
      for (const __ of upTo(3)) await source.log.append(toyCommit([['a']]))
      if (common > 0) await target.appendStored((await storedCommitsOf(source.log, await target.head())).slice(0, common))
      const before = await storedCommitsOf(target)
      expect(await refusal(from, to)).toContain('differs from the source at position')
      expect(await storedCommitsOf(target)).toEqual(before)
      expect(await target.successor()).toBeUndefined()
    })

    it('finds one changed commit among many, before the source is closed', async () => {
      const source = await begun(from, 200)
      const target = await open(to)
      await target.log.adoptIncarnation(await source.log.incarnation())
      const commits = await storedCommitsOf(source.log)
      await target.log.appendStored(commits.map((commit, index) => (index === 77 ? { ...commit, fingerprint: 'another' } : commit)))
      expect(await refusal(from, to, { close: true })).toContain(`from position ${commits[77]?.firstPosition ?? 0}`)
      expect(await source.log.append(toyCommit([['a']]))).toMatchObject({ repeated: false })
    })

    it('refuses a target that was closed for another log', async () => {
      await begun(from, 10)
      const target = await open(to)
      await target.log.closeFor('a-third-place')
      expect(await refusal(from, to)).toContain('has moved to a-third-place')
    })

    it('refuses to copy a log to itself, and one that is not there', async () => {
      await begun(from, 3)
      expect(await refusal(from, from)).toContain('are both')
      expect(await refusal(await make(newSource), to)).toMatch(/^Lỗi: .+\nError: .+$/)
    })

    it('goes on after kill -9 at any moment', async () => {
      const events = 4_000
      const source = await begun(from, 0)
      await Promise.all(upTo(events).map((index) => source.log.append(toyCommit([], { events: [toyEvent(['a', `thing:${index}`])] }))))
      let [address, kills, underWay] = [to, 0, 0]
      let { log } = await open(address)
      while (kills < 12) {
        const { child, finished } = copyProcess(from, address)
        const ended = new AbortController()
        const killing = killAtSomeMoment(child, log, { upTo: events, signal: ended.signal })
        if ((await finished).signal === 'SIGKILL') kills += 1
        ended.abort()
        await killing
        const head = await log.head()
        if (head > 0 && head < events) underWay += 1
        if (head < events) continue
        // One that came to its end leaves nothing to break off.
        address = await make(newTarget)
        ;({ log } = await open(address))
      }
      expect(underWay).toBeGreaterThan(0)
      expect(await copyProcess(from, address, '--close').finished).toMatchObject({ code: 0 })
      expect(await storedCommitsOf(log)).toEqual(await storedCommitsOf(source.log))
      expect(await log.verify()).toMatchObject({ events, findingCount: 0 })
      expect(await log.append(toyCommit([['a']]))).toMatchObject({ firstPosition: events + 1 })
    }, 600_000)

    it('takes every commit along that the source acknowledged, and ends its writers', async () => {
      const source = await begun(from, 0)
      const second = await open(from, openSource)
      const acknowledged = new Map<string, number>()
      const appendForEver = async ({ log }: CopyPlace, index: number): Promise<never> => {
        for (;;) {
          const commit = toyCommit([], { events: [toyEvent(['a', `caller:${index}`])] })
          acknowledged.set(commit.commandId, (await log.append(commit)).firstPosition)
        }
      }
      const writers = Promise.allSettled(upTo(16).map((index) => appendForEver(index % 2 === 0 ? source : second, index)))
      expect(await copyProcess(from, to).finished).toMatchObject({ code: 0 })
      const { code, stdout } = await copyProcess(from, to, '--close').finished
      expect(code).toBe(0)
      const target = await open(to)
      for (const settled of await writers) expect(settled).toMatchObject({ reason: new LogMoved(target.name) })
      const stored = new Map((await storedCommitsOf(target.log)).map(({ commandId, firstPosition }) => [commandId, firstPosition]))
      expect(stored.size).toBeGreaterThan(100)
      expect(stored).toEqual(acknowledged)
      expect(JSON.parse(stdout)).toMatchObject({ isMoved: true, source: { position: stored.size }, target: { position: stored.size } })
    }, 120_000)

    /** A log with what the source holds, which takes commits of its own: what a copied file would be. */
    const fork = async (source: string, target: string): Promise<MovableLog> => {
      await copy(source, target)
      const { log } = await open(target)
      await log.reopen()
      return log
    }
  })
}

interface Copying {
  readonly upTo: number
  /** Aborts when the process has ended by itself. */
  readonly signal: AbortSignal
}

/** Kills a copying process a little after the target has come to some position, or after it was closed for the copying. */
const killAtSomeMoment = async (child: ChildProcess, target: MovableLog, { upTo: end, signal }: Copying): Promise<void> => {
  const head = await target.head()
  const position = head + Math.floor(Math.random() * (end - head))
  const isTime = async () => (position === head ? (await target.successor()) !== undefined : (await target.head()) >= position)
  while (!signal.aborted && !(await isTime())) await wait(5)
  await wait(Math.random() * 40)
  child.kill('SIGKILL')
}
