import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { eventsOf, toyCommit, toyEvent, upTo } from '../contract/toy-commit.js'
import type { RecordedEvent } from '../event.js'
import { newSqlitePlace } from './testing/sqlite-place.js'
import type { SqlitePlace } from './testing/sqlite-place.js'

const script = fileURLToPath(new URL('./testing/append-process.js', import.meta.url))
const kills = 20

interface Said {
  readonly tried: Set<string>
  readonly stored: Set<string>
}

describe('processes that share a log file', () => {
  let place: SqlitePlace
  beforeEach(async () => {
    place = await newSqlitePlace()
  })
  afterEach(() => place.remove())

  it('lose no increment of a counter, and show a follower no gap', async () => {
    const log = await place.open()
    const ending = new AbortController()
    const seen: RecordedEvent[] = []
    const following = (async () => {
      for await (const batch of log.follow(0, ending.signal)) {
        seen.push(...batch)
        if (seen.length >= 80) ending.abort()
      }
    })()
    const writers = [1, 2].map(() => spawn(process.execPath, [script, place.file, 'count', '20'], { stdio: ['ignore', 'ignore', 'inherit'] }))
    const codes = await Promise.all(writers.map(async (writer): Promise<unknown> => (await once(writer, 'exit'))[0]))
    if (codes.some((code) => code !== 0)) ending.abort()
    await following
    expect(seen.map(({ position }) => position)).toEqual(upTo(80))
    expect(seen.map(({ data }) => data.count)).toEqual(upTo(80))
  })

  // With the seed of a failed run in KILL_SEED, the kills come after the same delays again.
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000)
  it(`lose no acknowledged commit and tear none in ${kills} kills (seed ${seed})`, async () => {
    const delays = fc.sample(fc.nat(120), { seed, numRuns: kills })
    const said: Said = { tried: new Set(), stored: new Set() }
    // On a slow machine the first commit takes longer than any delay: most kills wait for it, some come before it.
    for (const [index, delayMs] of delays.entries()) await killAfter(place.file, { word: index % 4 === 0 ? 'ready' : 'stored', delayMs }, said)
    expect(said.stored.size).toBeGreaterThan(kills)
    const log = await place.open()
    const countsAfterKills = countCommits(await eventsOf(log))
    for (const commandId of said.stored) expect(countsAfterKills.get(commandId)).toBeDefined()
    // What was tried and not acknowledged may be there or not; repeated, it is there once.
    for (const commandId of said.tried) {
      const stored = countsAfterKills.get(commandId)
      const events = upTo(stored ?? 2).map(() => toyEvent(['all'], { data: { count: stored ?? 2 } }))
      expect(await log.append(toyCommit([], { commandId, events }))).toMatchObject({ repeated: stored !== undefined })
    }
    expect(new Set(countCommits(await eventsOf(log)).keys())).toEqual(said.tried)
    expect(await log.verify()).toEqual({ events: await log.head(), findings: [], findingCount: 0 })
  }, 240_000)
})

async function killAfter(file: string, sign: { readonly word: string; readonly delayMs: number }, said: Said): Promise<void> {
  let isDying = false
  const writer = spawn(process.execPath, [script, file, 'append'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: writer.stdout })
  for await (const line of lines) {
    const [word, commandId = ''] = line.split(' ')
    if (word === sign.word && !isDying) {
      isDying = true
      void kill(writer, sign.delayMs)
    }
    if (word === 'try') said.tried.add(commandId)
    if (word === 'stored') said.stored.add(commandId)
  }
}

async function kill(writer: ChildProcess, delayMs: number): Promise<void> {
  await wait(delayMs)
  writer.kill('SIGKILL')
}

/** The number of events of each commit; throws when one is torn, doubled or out of line. */
function countCommits(events: readonly RecordedEvent[]): Map<string, number> {
  const counts = new Map<string, number>()
  expect(events.map(({ position }) => position)).toEqual(upTo(events.length))
  for (let index = 0; index < events.length; ) {
    const { commandId, data } = events[index] as RecordedEvent
    const count = Number(data.count)
    expect(counts.has(commandId)).toBe(false)
    expect(events.slice(index, index + count).every((event) => event.commandId === commandId)).toBe(true)
    expect(events[index + count]?.commandId).not.toBe(commandId)
    counts.set(commandId, count)
    index += count
  }
  return counts
}
