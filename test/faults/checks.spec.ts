import { describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { RecordedEvent } from '#event-log'
import { checkNames, findingsOf, type CheckName } from './checks.js'
import { commitOf, type Increment } from './counters.js'
import type { Evidence } from './evidence.js'
import type { Saying } from './journal.js'
import { seenOf } from './seen.js'

const increments: readonly Increment[] = [['a'], ['a', 'b', 'c'], ['b'], ['a'], ['c', 'd'], ['a'], ['b']].map((counters) => ({ commandId: randomUUID(), counters }))
const [refusedId, lostId, neverId] = [randomUUID(), randomUUID(), randomUUID()]

/** A round in which all went well: the fourth command was unknown and found by a repeat, one was refused, one unknown and is not there. */
const goodRound = (): Evidence => {
  const [events, said]: [RecordedEvent[], Saying[]] = [[], []]
  const counts = new Map<string, number>()
  for (const [index, increment] of increments.entries()) {
    const { commandId, counters } = increment
    const firstPosition = events.length + 1
    events.push(...record(increment, counts, events.length))
    const place = { commandId, firstPosition, lastPosition: events.length }
    said.push({ says: 'sent', at: index, commandId, counters })
    if (index === 3) said.push({ says: 'unknown', at: index, commandId }, { says: 'stored', at: index, ...place, repeated: true })
    said.push({ says: 'stored', at: index, ...place, repeated: index === 3 })
  }
  for (const [commandId, says] of [[refusedId, 'refused'], [lostId, 'abandoned']] as const) said.push({ says: 'sent', at: 9, commandId, counters: ['a'] }, { says, at: 9, commandId })
  const outcomes = new Map(said.map(({ commandId }) => [commandId, said.find((saying) => saying.commandId === commandId && saying.says === 'stored') as Stored | undefined]))
  return { events, said, outcomes, seen: events.map(seenOf), views: { position: events.length, documents: 4, differences: [] }, unsound: [], troubles: [] }
}

type Stored = Extract<Saying, { readonly says: 'stored' }>

const record = (increment: Increment, counts: Map<string, number>, head: number): RecordedEvent[] => {
  const { events, condition: _condition, ...metadata } = commitOf(increment, increment.counters.map((counter) => ({ count: counts.get(counter) ?? 0, knownUpTo: head })))
  for (const counter of increment.counters) counts.set(counter, (counts.get(counter) ?? 0) + 1)
  return events.map((event, index) => ({ ...event, ...metadata, position: head + index + 1, eventId: `${metadata.commandId}/${index}`, recordedAt: `2026-01-01T00:00:00.${100 + head}Z` }))
}

const renumbered = (events: readonly RecordedEvent[]): RecordedEvent[] => events.map((event, index) => ({ ...event, position: index + 1, recordedAt: '2026-01-01T00:00:00.100Z' }))
const without = (events: readonly RecordedEvent[], position: number) => events.filter((event) => event.position !== position)
const at = (events: readonly RecordedEvent[], position: number): RecordedEvent => events[position - 1] as RecordedEvent
const swapped = <Item>(items: readonly Item[], index: number): Item[] => items.toSpliced(index, 2, items[index + 1] as Item, items[index] as Item)

type Wrong = readonly [title: string, namedBy: CheckName, what: RegExp, change: (good: Evidence) => Partial<Evidence>]

/** The follower saw, and the read models folded, what is there: only the log's own promise is broken. */
const logOf = (events: readonly RecordedEvent[]): Partial<Evidence> => ({ events, seen: events.map(seenOf), views: { position: events.length, documents: 4, differences: [] } })

const wrongs: readonly Wrong[] = [
  ['an acknowledged commit that was lost', 'acknowledged', /is not there/, ({ events }) => logOf(renumbered(without(events, 5)))],
  ['a commit that moved behind its neighbour', 'acknowledged', /acknowledged at 5–5, is at 6–6/, ({ events }) => logOf(renumbered(swapped(events, 4)))],
  ['a position that is missing', 'gapless', /position 6 follows 4/, ({ events }) => logOf(without(events, 5))],
  ['a position that is taken twice', 'gapless', /position 5 follows 5/, ({ events }) => logOf(events.toSpliced(5, 0, at(events, 5)))],
  ['positions out of their order', 'gapless', /position 6 follows 4/, ({ events }) => logOf(swapped(events, 4))],
  ['time that goes backwards', 'gapless', /follows 2026/, ({ events }) => logOf(events.with(5, { ...at(events, 6), recordedAt: '2025-12-31T00:00:00.000Z' }))],
  ['a commit that is there twice', 'whole', /is there again at 11/, ({ events }) => logOf(renumbered([...events, at(events, 5)]))],
  ['a torn commit', 'whole', /has 2 of its 3 events/, ({ events }) => logOf(renumbered(without(events, 4)))],
  ['a commit whose events are out of order', 'whole', /3 of its 3 events in their order/, ({ events }) => logOf(renumbered(swapped(events, 2)))],
  ['a commit that another was stored in the midst of', 'whole', /has 1 of its 3 events/, ({ events }) => logOf(renumbered([...events.slice(0, 2), at(events, 5), ...events.slice(2, 4), ...events.slice(5)]))],
  ['a commit that nobody sent', 'whole', /sent by nobody/, ({ said }) => ({ said: said.filter(({ commandId }) => commandId !== increments[2]?.commandId) })],
  ['a condition that was broken', 'conditions', /counter b stands at 2 after 2, at position 10/, ({ events }) => logOf(events.with(9, { ...at(events, 10), data: { ...at(events, 10).data, count: 2 } }))],
  ['a number that is missing', 'conditions', /counter b stands at 4 after 2/, ({ events }) => logOf(events.with(9, { ...at(events, 10), data: { ...at(events, 10).data, count: 4 } }))],
  ['a refused commit that is there', 'refused', /was refused and is there at 5/, ({ said }) => ({ said: [...said, { says: 'refused', at: 9, commandId: increments[2]?.commandId ?? '' }] })],
  ['two outcomes of one command', 'one-outcome', /answered with 6 and then with 7/, ({ said }) => ({ said: said.map((saying, index) => (saying.says === 'stored' && said[index + 1]?.at !== 3 && saying.at === 3 ? { ...saying, firstPosition: 7, lastPosition: 7 } : saying)) })],
  ['a command stored anew twice', 'one-outcome', /twice as stored anew/, ({ said }) => ({ said: [...said, said.findLast(({ says, at: instant }) => says === 'stored' && instant === 2) as Saying] })],
  ['a commit that the log does not know of', 'one-outcome', /says nothing of commit/, ({ outcomes }) => ({ outcomes: new Map(outcomes).set(increments[2]?.commandId ?? '', undefined) })],
  ['a commit that only the log knows of', 'one-outcome', /is at no position/, ({ outcomes }) => ({ outcomes: new Map(outcomes).set(neverId, { firstPosition: 11, lastPosition: 11 }) })],
  ['an event that the follower missed', 'followed', /saw 6 after 4/, ({ seen }) => ({ seen: seen.toSpliced(4, 1) })],
  ['an event that the follower saw twice', 'followed', /saw 5 after 5/, ({ seen }) => ({ seen: seen.toSpliced(5, 0, ...seen.slice(4, 5)) })],
  ['events that the follower saw in another order', 'followed', /saw 6 after 4/, ({ seen }) => ({ seen: swapped(seen, 4) })],
  ['an event that the follower saw and that vanished', 'followed', /saw 11, which is not there/, ({ seen }) => ({ seen: [...seen, { position: 11, commandId: neverId, digest: '' }] })],
  ['an event that is another by now', 'followed', /something else at 5/, ({ seen, events }) => ({ seen: seen.with(4, { ...seenOf(at(events, 6)), position: 5 }) })],
  ['events that the follower never got to', 'followed', /did not see the last 2/, ({ seen }) => ({ seen: seen.slice(0, -2) })],
  ['a read model that stands still', 'views', /stands at 9 of 10/, ({ views }) => ({ views: { ...views, position: 9 } })],
  ['a read model that is not its replay', 'views', /not what a replay gives: different a/, ({ views }) => ({ views: { ...views, differences: ['different a'] } })],
  ['a store that finds itself unsound', 'sound', /tags of 3/, () => ({ unsound: ['the tags of 3 are missing'] })],
  ['a process that ended by itself', 'runs-on', /ended by itself/, () => ({ troubles: ['writer-process ended by itself (1): Error'] })],
]

describe('the checks after a round of faults', () => {
  it('find nothing where every promise was kept', () => expect(findingsOf(goodRound())).toEqual([]))

  it.each(wrongs)('name %s', (_title, namedBy, what, change) => {
    const good = goodRound()
    const findings = findingsOf({ ...good, ...change(good) })
    expect(findings).toContainEqual({ check: namedBy, what: expect.stringMatching(what) })
  })

  it('have each failed at least once above', () => expect(new Set(wrongs.map(([, namedBy]) => namedBy))).toEqual(new Set(checkNames)))
})
