import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { spawn } from 'node:child_process'
import type { ChildProcess, ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import type { EventLog } from '../event-log.js'
import type { RecordedEvent } from '../event.js'
import type { MovableLog } from '../movable-log.js'
import type { LogPlace } from './describe-event-log.js'
import { eventsOf, toyCommit, toyEvent, upTo } from './toy-commit.js'

const kills = 20

/** How a process is started that does the work of append-work.ts on a log: its script, and where the log is. */
export interface AppendProcess<Place> {
  readonly script: string
  readonly whereOf: (place: Place) => string
}

interface VerifiablePlace extends LogPlace {
  open(): Promise<EventLog & Pick<MovableLog, 'verify'>>
}

interface Said {
  readonly tried: Set<string>
  readonly stored: Set<string>
}

/** The contract of a store that several processes write to, whatever becomes of them. */
export function describeProcesses<Place extends VerifiablePlace>(name: string, newPlace: () => Promise<Place>, { script, whereOf }: AppendProcess<Place>): void {
  describe(name, () => processPromises(newPlace, (place, ...words) => spawn(process.execPath, [script, whereOf(place), ...words], { stdio: ['ignore', 'pipe', 'inherit'] })))
}

type StartProcess<Place> = (place: Place, ...words: string[]) => ChildProcessByStdio<null, Readable, null>

function processPromises<Place extends VerifiablePlace>(newPlace: () => Promise<Place>, start: StartProcess<Place>): void {
  let place: Place
  beforeEach(async () => {
    place = await newPlace()
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
    const writers = [1, 2].map(() => start(place, 'count', '20'))
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
    for (const [index, delayMs] of delays.entries()) await killAfter(start(place, 'append'), { word: index % 4 === 0 ? 'ready' : 'stored', delayMs }, said)
    expect(said.stored.size).toBeGreaterThan(kills)
    const log = await place.open()
    // Behind it nothing can land any more that a dead process had sent to a server.
    const { commandId: mark } = toyCommit([])
    await log.append(toyCommit([], { commandId: mark, events: [toyEvent(['all'], { data: { count: 1 } })] }))
    said.tried.add(mark)
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
}

async function killAfter(writer: ReturnType<StartProcess<VerifiablePlace>>, sign: { readonly word: string; readonly delayMs: number }, said: Said): Promise<void> {
  let isDying = false
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
