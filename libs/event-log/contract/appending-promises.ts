import { expect, it } from '@jest/globals'
import canonicalize from 'canonicalize'
import { randomUUID } from 'node:crypto'
import { ClockOff, CommandIdReused, InvalidCommit, LogUnavailable } from '../errors.js'
import { eventIdOf } from '../event-id.js'
import type { Commit } from '../event-log.js'
import type { JsonObject } from '../event.js'
import type { LogUnderTest } from './describe-event-log.js'
import { eventsOf, positionsOf, toyCommit, toyEvent, upTo } from './toy-commit.js'

export function appendingPromises(underTest: () => LogUnderTest): void {
  it('begins empty, and numbers events 1, 2, 3', async () => {
    const { log } = underTest()
    expect(await log.head()).toBe(0)
    expect(await log.append(toyCommit([['a'], ['b']]))).toMatchObject({ firstPosition: 1, lastPosition: 2, repeated: false })
    expect(await log.append(toyCommit([['a']]))).toMatchObject({ firstPosition: 3, lastPosition: 3 })
    expect(await log.head()).toBe(3)
  })

  it('gives back every event whole', async () => {
    const { log } = underTest()
    const paper = { number: '12/QĐ-UBND', date: '2025-02-28', issuer: 'UBND xã', title: undefined }
    const event = toyEvent(['b', 'a'], { data: { nested: [{ đồng: 1 }, null, true, -5], '': 'ẽ\n"\\' }, paper, ruleSetId: 'rules-1', correctsEventId: 'x' })
    const commit = toyCommit([], { events: [event], causationId: 'cause' })
    const { eventIds, recordedAt } = await log.append(commit)
    const { actor, causationId, commandId, correlationId, entrySource } = commit
    const [found] = await eventsOf(log)
    expect(found).toEqual({ ...event, paper: { number: '12/QĐ-UBND', date: '2025-02-28', issuer: 'UBND xã' }, actor, causationId, commandId, correlationId, entrySource, position: 1, eventId: eventIds[0], recordedAt })
    expect(await log.findEvent(eventIds[0] ?? '')).toEqual(found)
    expect(JSON.stringify(found)).toBe(canonicalize(found))
  })

  it('derives event ids from the command id', async () => {
    const commit = toyCommit([['a'], ['a']])
    expect((await underTest().log.append(commit)).eventIds).toEqual([eventIdOf(commit.commandId, 0), eventIdOf(commit.commandId, 1)])
  })

  it('answers a repeated command with its first outcome, although its condition holds no longer', async () => {
    const { log, place } = underTest()
    const commit = toyCommit([['a'], ['a']], { condition: { tags: ['a'], after: 0 } })
    const first = await log.append(commit)
    await log.append(toyCommit([['a']]))
    const second = await place.open()
    for (const handle of [log, second]) expect(await handle.append(commit)).toEqual({ ...first, repeated: true })
    const unknown = { commandId: randomUUID(), fingerprint: commit.fingerprint }
    expect(await log.findOutcomes([unknown, commit])).toEqual([undefined, { ...first, repeated: true }])
    expect(await log.head()).toBe(3)
  })

  it('answers a repeat with the ids of the events first stored, however many are sent', async () => {
    const { log } = underTest()
    const commit = toyCommit([['a'], ['a']])
    const first = await log.append(commit)
    expect(await log.append({ ...commit, events: [toyEvent(['a'])] })).toEqual({ ...first, repeated: true })
  })

  it('stores a command once that is sent many times at once', async () => {
    const { log, place } = underTest()
    const second = await place.open()
    const commit = toyCommit([['a']])
    const outcomes = await Promise.all(upTo(20).map((index) => (index % 2 ? log : second).append(commit)))
    expect(outcomes.filter(({ repeated }) => !repeated)).toHaveLength(1)
    expect(await positionsOf(log)).toEqual([1])
  })

  it('refuses a command id that was used for another command', async () => {
    const { log } = underTest()
    const commit = toyCommit([['a']])
    await log.append(commit)
    await expect(log.append({ ...commit, fingerprint: 'another' })).rejects.toThrow(CommandIdReused)
    expect(await log.findOutcomes([{ ...commit, fingerprint: 'another' }])).toEqual([new CommandIdReused(commit.commandId)])
    expect(await log.head()).toBe(1)
  })

  it('keeps everything, and its incarnation, when it is opened again', async () => {
    const { log, place } = underTest()
    const appended = await Promise.all(upTo(50).map(() => log.append(toyCommit([['a'], ['b']]))))
    const [events, incarnation] = [await eventsOf(log), await log.incarnation()]
    await log.close()
    const again = await place.open()
    expect(await eventsOf(again)).toEqual(events)
    expect(await again.incarnation()).toBe(incarnation)
    expect(appended.map(({ firstPosition }) => firstPosition)).toEqual(upTo(50).map((index) => index * 2 - 1))
  })

  it('never records an event before its predecessor', async () => {
    const { log, place } = underTest()
    const { recordedAt } = await log.append(toyCommit([['a']]))
    const slow = await place.open({ clock: () => new Date(Date.parse(recordedAt) - 1_500) })
    expect(await slow.append(toyCommit([['a']]))).toMatchObject({ recordedAt })
  })

  it('refuses to write by a clock more than two seconds behind the log', async () => {
    const { log, place } = underTest()
    const commit = toyCommit([['a']])
    const { recordedAt } = await log.append(commit)
    const late = await place.open({ clock: () => new Date(Date.parse(recordedAt) - 2_001) })
    await expect(late.append(toyCommit([['a']]))).rejects.toThrow(ClockOff)
    expect(await late.append(commit)).toMatchObject({ repeated: true })
    expect(await log.head()).toBe(1)
  })

  it('takes a commit as heavy as may be, and finds it by its first and its last tag', async () => {
    const { log } = underTest()
    const events = manyTags(18_000).map((tag) => toyEvent([tag], { data: {} }))
    const commit = toyCommit([], { events, actor: { id: 'a', role: 'r' } })
    expect(await log.append(commit)).toMatchObject({ lastPosition: 18_000 })
    expect(await positionsOf(log, { tags: manyTags(1) })).toEqual([1])
    expect(await positionsOf(log, { tags: manyTags(18_000).slice(-1) })).toEqual([18_000])
    expect(await log.append(commit)).toMatchObject({ repeated: true })
  }, 240_000)

  it.each(Object.entries(invalidCommits()))('refuses %s, and stores nothing', async (_, commit) => {
    const { log } = underTest()
    await expect(log.append(commit)).rejects.toThrow(InvalidCommit)
    expect(await log.head()).toBe(0)
  })

  it('lets a refused commit undo none of those that travel with it', async () => {
    const { log } = underTest()
    const known = toyCommit([['a']])
    await log.append(known)
    const settled = await Promise.allSettled([
      log.append(toyCommit([['b']])),
      log.append({ ...known, fingerprint: 'another' }),
      log.append(toyCommit([['a']], { condition: { tags: ['a'], after: 0 } })),
      log.append(toyCommit([['A']], { events: [] })),
      log.append(toyCommit([['b'], ['c']])),
    ])
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected', 'fulfilled'])
    expect(await positionsOf(log)).toEqual([1, 2, 3, 4])
  })

  it('is refused, like reading, once the log is closed, after those before it are answered', async () => {
    const { log } = underTest()
    const appending = [log.append(toyCommit([['a']])), log.append(toyCommit([['a']]))]
    const closing = log.close()
    expect((await Promise.all(appending)).map(({ firstPosition }) => firstPosition)).toEqual([1, 2])
    await closing
    await expect(log.append(toyCommit([['a']]))).rejects.toThrow(LogUnavailable)
    await expect(eventsOf(log)).rejects.toThrow(LogUnavailable)
  })
}

/** Very short ones, in order. */
const manyTags = (count: number): string[] => upTo(count).map((index) => index.toString(36).padStart(4, '0'))

function invalidCommits(): Record<string, Commit> {
  const withData = (data: unknown) => toyCommit([], { events: [toyEvent(['a'], { data: data as JsonObject })] })
  const withEvent = (rest: Partial<ReturnType<typeof toyEvent>>) => toyCommit([], { events: [toyEvent(['a'], rest)] })
  const deep = (depth: number): JsonObject => (depth === 0 ? {} : { deeper: deep(depth - 1) })
  return {
    'a commit without events': toyCommit([]),
    'a command id that is no UUID': toyCommit([['a']], { commandId: 'command-1' }),
    'a command id in capitals': toyCommit([['a']], { commandId: '6BA7B810-9DAD-41D1-80B4-00C04FD430C8' }),
    'an event without tags': toyCommit([[]]),
    'tags out of order': withEvent({ tags: ['b', 'a'] }),
    'repeated tags': withEvent({ tags: ['a', 'a'] }),
    'a subject that is none of the tags': withEvent({ subject: 'b' }),
    'a day that is none': withEvent({ occurredOn: '2025-02-30' }),
    'a NUL in a text': withData({ note: 'a\0b' }),
    'a NUL in a tag': withEvent({ tags: ['a\0'], subject: 'a\0' }),
    'a NUL in a key': withData({ 'a\0': 1 }),
    'a lone surrogate': withData({ note: 'a\ud800b' }),
    'text that is not in NFC': withData({ note: 'Hộ'.normalize('NFD') }),
    'a fraction': withData({ amountDong: 0.5 }),
    'a number beyond safe integers': withData({ amountDong: 2 ** 53 }),
    'NaN': withData({ amountDong: NaN }),
    'a Date': withData({ day: new Date(0) }),
    'undefined in a list': withData({ list: [undefined] }),
    'a function': withData({ call: () => 1 }),
    'data nested too deeply': withData(deep(40)),
    'more than 8 MB': withData({ note: 'x'.repeat(8 * 1024 * 1024) }),
    'more than 8 MB of tags': withEvent({ tags: manyTags(20_000).map((tag) => tag.repeat(106)), subject: manyTags(1)[0]?.repeat(106) ?? '' }),
    'more than 20,000 tags': withEvent({ tags: manyTags(20_001), subject: manyTags(1)[0] ?? '' }),
    'a condition that is no position': toyCommit([['a']], { condition: { tags: ['a'], after: -1 } }),
    'seen commands that are no UUIDs': toyCommit([['a']], { condition: { tags: ['a'], after: 0, seen: ['x'] } }),
  }
}
