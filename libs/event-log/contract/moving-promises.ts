import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { InvalidCommit, LogMoved, NotTheNextCommit } from '../errors.js'
import type { MovableLog, StoredCommit } from '../movable-log.js'
import type { LogPlace, OpenOptions } from './describe-event-log.js'
import { appendAll, randomLogs } from './random-log.js'
import { eventsOf, toyCommit, toyEvent, upTo } from './toy-commit.js'

export interface MovablePlace extends LogPlace {
  open(options?: OpenOptions): Promise<MovableLog>
}

/** The contract of a log that can move to another store. */
export function describeMovableLog(name: string, newPlace: () => Promise<MovablePlace>): void {
  describe(name, () => {
    let [place, other]: MovablePlace[] = []
    let [log, copy]: MovableLog[] = []
    beforeEach(async () => {
      [place, other] = [await newPlace(), await newPlace()]
      ;[log, copy] = [await place.open(), await other.open()]
    })
    afterEach(() => Promise.all([place?.remove(), other?.remove()]))
    const underTest = (): LogsUnderTest => {
      if (!place || !log || !copy) throw new Error('no log is open')
      return { place, log, copy }
    }
    describe('copying', () => copyingPromises(underTest))
    describe('closing', () => closingPromises(underTest))
    it('copies any log byte for byte, to where it verifies', async () => {
      await fc.assert(fc.asyncProperty(randomLogs, async (commits) => {
        const [from, to] = [await newPlace(), await newPlace()]
        try {
          const [source, target] = [await from.open(), await to.open()]
          await appendAll(source, commits)
          await copyLog(source, target)
          expect(await storedCommitsOf(target)).toEqual(await storedCommitsOf(source))
          for (const each of [source, target]) expect(await each.verify()).toMatchObject({ findingCount: 0 })
        } finally {
          await Promise.all([from.remove(), to.remove()])
        }
      }), { numRuns: 10 })
    }, 120_000)
  })
}

interface LogsUnderTest {
  readonly place: MovablePlace
  readonly log: MovableLog
  /** Another log, empty at first. */
  readonly copy: MovableLog
}

function copyingPromises(underTest: () => LogsUnderTest): void {
  it('gives whole commits after the last position of one, in batches', async () => {
    const { log } = underTest()
    const commit = toyCommit([['a'], ['b', 'a']])
    const { recordedAt } = await log.append(commit)
    for (const _ of upTo(2)) await log.append(toyCommit(upTo(400).map(() => ['a'])))
    const all = await storedCommitsOf(log)
    expect(all.map(({ firstPosition, events }) => [firstPosition, events.length])).toEqual([[1, 2], [3, 400], [403, 400]])
    const { commandId, fingerprint } = commit
    const events = (await eventsOf(log, { upTo: 2 })).map((event) => JSON.stringify(event))
    expect(all[0]).toEqual({ firstPosition: 1, commandId, fingerprint, recordedAt, events })
    expect(await storedCommitsOf(log, 2)).toEqual(all.slice(1))
    expect(await storedCommitsOf(log, 802)).toEqual([])
  })

  it('takes commits over as they are, finds them, and goes on behind them', async () => {
    const { log, copy } = underTest()
    const commits = [toyCommit([['a'], ['b']]), toyCommit([['a']])]
    const outcomes = [await log.append(commits[0] as never), await log.append(commits[1] as never)]
    await copyLog(log, copy)
    expect(await copy.incarnation()).toBe(await log.incarnation())
    expect(await eventsOf(copy)).toEqual(await eventsOf(log))
    expect(await eventsOf(copy, { tags: ['b'] })).toHaveLength(1)
    expect(await copy.findOutcomes(commits)).toEqual(outcomes.map((outcome) => ({ ...outcome, repeated: true })))
    expect(await copy.append(commits[0] as never)).toEqual({ ...outcomes[0], repeated: true })
    await expect(copy.append(toyCommit([['c']], { condition: { tags: ['b'], after: 1 } }))).rejects.toThrow('tag b')
    expect(await copy.append(toyCommit([['c']]))).toMatchObject({ firstPosition: 4 })
    expect(await copy.verify()).toMatchObject({ events: 4, findingCount: 0 })
  })

  it('shows copied events to whoever follows', async () => {
    const { log, copy } = underTest()
    for (const _ of upTo(3)) await log.append(toyCommit([['a']]))
    const ending = new AbortController()
    const seen: number[] = []
    const following = (async () => {
      for await (const batch of copy.follow(0, ending.signal)) {
        seen.push(...batch.map(({ position }) => position))
        if (seen.length >= 3) ending.abort()
      }
    })()
    await wait(50)
    await copyLog(log, copy)
    await following
    expect(seen).toEqual([1, 2, 3])
  })

  it('refuses commits that do not begin behind its last event, and stores nothing of them', async () => {
    const { log, copy } = underTest()
    for (const _ of upTo(3)) await log.append(toyCommit([['a'], ['b']]))
    const [first, second, third] = await storedCommitsOf(log) as [StoredCommit, StoredCommit, StoredCommit]
    await copy.adoptIncarnation(await log.incarnation())
    await expect(copy.appendStored([second])).rejects.toThrow(NotTheNextCommit)
    await expect(copy.appendStored([first, third])).rejects.toThrow(NotTheNextCommit)
    expect(await copy.head()).toBe(0)
    await copy.appendStored([first])
    await expect(copy.appendStored([first])).rejects.toThrow(NotTheNextCommit)
    await expect(copy.appendStored([{ ...second, recordedAt: '2001-01-01T00:00:00.000Z' }])).rejects.toThrow(NotTheNextCommit)
    expect(await copy.head()).toBe(2)
    await copy.appendStored([second, third])
    expect(await storedCommitsOf(copy)).toEqual([first, second, third])
  })

  it('refuses a commit whose bytes say that they are another one', async () => {
    const { log, copy } = underTest()
    await log.append(toyCommit([['a'], ['b']]))
    const [commit] = await storedCommitsOf(log) as [StoredCommit]
    const wrong: readonly StoredCommit[] = [
      { ...commit, commandId: toyCommit([]).commandId },
      { ...commit, recordedAt: '2999-01-01T00:00:00.000Z' },
      { ...commit, events: [...commit.events].reverse() },
      { ...commit, events: commit.events.map((json) => json.slice(0, -1)) },
      { ...commit, events: [] },
    ]
    for (const each of wrong) await expect(copy.appendStored([each])).rejects.toThrow(InvalidCommit)
    expect(await copy.head()).toBe(0)
  })

  it('goes on without a copy or an append between them lost, when both come at once', async () => {
    const { log, copy } = underTest()
    for (const _ of upTo(20)) await log.append(toyCommit([['a']]))
    const commits = await storedCommitsOf(log)
    const settled = await Promise.allSettled([copy.append(toyCommit([['own']])), ...commits.map((commit) => copy.appendStored([commit]))])
    const stored = settled.filter(({ status }) => status === 'fulfilled').length
    expect(await copy.head()).toBe(stored)
    expect(await copy.verify()).toMatchObject({ events: stored, findingCount: 0 })
  })

  it('takes over an incarnation while it is empty, and no other one afterwards', async () => {
    const { log, copy } = underTest()
    await copy.adoptIncarnation('11111111-1111-4111-8111-111111111111')
    await copy.adoptIncarnation(await log.incarnation())
    expect(await copy.incarnation()).toBe(await log.incarnation())
    await copy.append(toyCommit([['a']]))
    await copy.adoptIncarnation(await log.incarnation())
    await expect(copy.adoptIncarnation('22222222-2222-4222-8222-222222222222')).rejects.toThrow(NotTheNextCommit)
    expect(await copy.incarnation()).toBe(await log.incarnation())
  })
}

function closingPromises(underTest: () => LogsUnderTest): void {
  it('takes no more commits once it is closed, through any handle, and names its successor', async () => {
    const { place, log } = underTest()
    const second = await place.open()
    await second.append(toyCommit([['a'], ['b']]))
    expect(await log.successor()).toBeUndefined()
    expect(await log.closeFor('the-other-place')).toBe(2)
    for (const handle of [log, second, await place.open()]) {
      const refused = handle.append(toyCommit([['c']]))
      await expect(refused).rejects.toThrow(LogMoved)
      await expect(refused).rejects.toThrow('the-other-place')
      expect(await handle.successor()).toBe('the-other-place')
    }
    expect(await log.head()).toBe(2)
  })

  it('can be read when it is closed', async () => {
    const { place, log } = underTest()
    const commit = toyCommit([['a'], ['b']])
    const outcome = await log.append(commit)
    const events = await eventsOf(log)
    await log.closeFor('the-other-place')
    for (const handle of [log, await place.open()]) {
      expect(await eventsOf(handle)).toEqual(events)
      expect(await eventsOf(handle, { tags: ['b'], backwards: true, limit: 1 })).toHaveLength(1)
      expect(await handle.positionAt(new Date(Date.now() + 60_000).toISOString())).toBe(2)
      expect(await handle.findOutcomes([commit])).toEqual([{ ...outcome, repeated: true }])
      expect(await storedCommitsOf(handle)).toHaveLength(1)
      expect(await handle.verify()).toEqual({ events: 2, findings: [], findingCount: 0 })
    }
  })

  it('closes an empty log too', async () => {
    const { place, log } = underTest()
    expect(await log.closeFor('the-other-place')).toBe(0)
    await expect((await place.open()).append(toyCommit([['a']]))).rejects.toThrow(LogMoved)
    expect(await log.head()).toBe(0)
    await log.reopen()
    expect(await log.append(toyCommit([['a']]))).toMatchObject({ firstPosition: 1 })
  })

  it('holds every commit that was acknowledged beside the closing, and no other one', async () => {
    const { place, log } = underTest()
    const handles = [log, await place.open()]
    const acknowledged: number[] = []
    const callers = upTo(8).map(async (index) => {
      for (;;) {
        const appended = await handles[index % 2]?.append(toyCommit([], { events: [toyEvent([`caller:${index}`])] }))
        if (appended) acknowledged.push(appended.firstPosition)
      }
    })
    while (acknowledged.length < 20) await wait(2)
    const last = await (await place.open()).closeFor('the-other-place')
    for (const settled of await Promise.allSettled(callers)) expect(settled).toMatchObject({ reason: new LogMoved('the-other-place') })
    expect(acknowledged.toSorted((one, another) => one - another)).toEqual(upTo(last))
    expect(await log.head()).toBe(last)
    expect(await log.verify()).toMatchObject({ events: last, findingCount: 0 })
  })

  it('stays closed when it is closed again, and for another successor only where it has none', async () => {
    const { place, log } = underTest()
    await log.append(toyCommit([['a']]))
    await log.closeFor('the-other-place')
    expect(await (await place.open()).closeFor('the-other-place')).toBe(1)
    await expect(log.closeFor('a-third-place')).rejects.toThrow(new LogMoved('the-other-place'))
    expect(await log.successor()).toBe('the-other-place')
  })

  it('takes commits as they are while it is closed, stays closed, and goes on behind them when it is opened again', async () => {
    const { place, log, copy } = underTest()
    const second = await place.open()
    await log.append(toyCommit([['a']]))
    await copyLog(log, copy)
    await log.closeFor('the-other-place')
    await copy.append(toyCommit([['b'], ['b']]))
    await copy.append(toyCommit([['c']]))
    await copyLog(copy, log)
    expect(await log.head()).toBe(4)
    for (const handle of [log, second]) await expect(handle.append(toyCommit([['a']]))).rejects.toThrow(LogMoved)
    await second.reopen()
    await second.reopen()
    expect(await log.successor()).toBeUndefined()
    expect(await log.append(toyCommit([['a']], { condition: { tags: ['b'], after: 3 } }))).toMatchObject({ firstPosition: 5 })
    expect(await second.append(toyCommit([['a']]))).toMatchObject({ firstPosition: 6 })
    expect(await log.verify()).toMatchObject({ events: 6, findingCount: 0 })
  })
}

/** What `log` has more than `copy`. */
async function copyLog(log: MovableLog, copy: MovableLog): Promise<void> {
  await copy.adoptIncarnation(await log.incarnation())
  for await (const batch of log.storedCommits(await copy.head())) await copy.appendStored(batch)
}

export async function storedCommitsOf(log: MovableLog, after = 0): Promise<StoredCommit[]> {
  const commits: StoredCommit[] = []
  for await (const batch of log.storedCommits(after)) commits.push(...batch)
  return commits
}
