import { expect, it } from '@jest/globals'
import type { EventLog } from '../event-log.js'
import type { RecordedEvent } from '../event.js'
import type { LogUnderTest } from './describe-event-log.js'
import { eventsOf, toyCommit, upTo } from './toy-commit.js'

export function followingPromises(underTest: () => LogUnderTest): void {
  it('delivers history, then what any process appends, each event once and in order', async () => {
    const { log, place } = underTest()
    const second = await place.open()
    await log.append(toyCommit([['a'], ['a']]))
    const following = collect(log, 1, 5)
    await log.append(toyCommit([['a'], ['b']]))
    await second.append(toyCommit([['a']]))
    await second.append(toyCommit([['c']]))
    expect((await following).map(({ position }) => position)).toEqual([2, 3, 4, 5, 6])
  })

  it('shows followers no gap and no change while several processes write', async () => {
    const { log, place } = underTest()
    const writers = [log, await place.open(), await place.open()]
    const total = writers.length * 4 * 25 * 2
    const readers = [...writers, await place.open()]
    const following = Promise.all(readers.map((handle) => collect(handle, 0, total)))
    await Promise.all(writers.flatMap((writer) => upTo(4).map(() => appendMany(writer, 25))))
    const stored = await eventsOf(log)
    expect(stored.map(({ position }) => position)).toEqual(upTo(total))
    for (const seen of await following) expect(seen).toEqual(stored)
    expect(isSorted(stored.map(({ recordedAt }) => recordedAt))).toBe(true)
  })

  it('never delivers a part of a commit', async () => {
    const { log, place } = underTest()
    const second = await place.open()
    const ending = new AbortController()
    const following = (async () => {
      for await (const batch of second.follow(0, ending.signal)) {
        const counts = new Map<string, number>()
        batch.forEach(({ commandId }) => counts.set(commandId, (counts.get(commandId) ?? 0) + 1))
        expect([...counts.values()].every((count) => count === 3)).toBe(true)
        if (batch.some(({ position }) => position === 300)) ending.abort()
      }
    })()
    await Promise.all(upTo(100).map(() => log.append(toyCommit([['a'], ['b'], ['c']]))))
    await following
  })

  it('ends when its signal aborts, waiting or not', async () => {
    const { log } = underTest()
    const ending = new AbortController()
    const waiting = collect(log, 0, Infinity, ending)
    await log.append(toyCommit([['a']]))
    ending.abort()
    expect((await waiting).length).toBeLessThanOrEqual(1)
    expect(await collect(log, 0, Infinity, ending)).toEqual([])
  })

  it('ends when the log is closed', async () => {
    const { log } = underTest()
    const waiting = collect(log, 0, Infinity)
    await log.close()
    expect(await waiting).toEqual([])
  })
}

async function collect(log: EventLog, after: number, count: number, ending = new AbortController()): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = []
  for await (const batch of log.follow(after, ending.signal)) {
    events.push(...batch)
    if (events.length >= count) ending.abort()
  }
  return events
}

async function appendMany(log: EventLog, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await log.append(toyCommit([['a'], ['b']]))
}

const isSorted = (values: readonly string[]): boolean => values.every((value, index) => index === 0 || (values[index - 1] ?? '') <= value)
