import { expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { Conflict } from '../errors.js'
import { countUp } from './count-up.js'
import type { LogUnderTest } from './describe-event-log.js'
import { eventsOf, toyCommit, upTo } from './toy-commit.js'

export function conditionPromises(underTest: () => LogUnderTest): void {
  it('refuses a commit when one of its tags was written to in between', async () => {
    const { log, place } = underTest()
    const second = await place.open()
    await log.append(toyCommit([['a'], ['b']]))
    await expect(second.append(toyCommit([['c']], { condition: { tags: ['c', 'b'], after: 1 } }))).rejects.toEqual(new Conflict('b'))
    expect(await second.append(toyCommit([['c']], { condition: { tags: ['c', 'a'], after: 1 } }))).toMatchObject({ firstPosition: 3 })
    expect(await second.append(toyCommit([['c']], { condition: { tags: ['c', 'a', 'b'], after: 3 } }))).toMatchObject({ firstPosition: 4 })
  })

  it('checks only what comes after the position, within a commit too', async () => {
    const { log } = underTest()
    await log.append(toyCommit([['a'], ['b'], ['c']]))
    await expect(log.append(toyCommit([['x']], { condition: { tags: ['c'], after: 2 } }))).rejects.toThrow(Conflict)
    await log.append(toyCommit([['x']], { condition: { tags: ['a', 'b'], after: 2 } }))
  })

  it('lets own commits in flight pass by name', async () => {
    const { log } = underTest()
    const first = toyCommit([['a'], ['b']], { condition: { tags: ['a'], after: 0 } })
    const second = toyCommit([['a']], { condition: { tags: ['a'], after: 0, seen: [first.commandId] } })
    const third = toyCommit([['a']], { condition: { tags: ['a', 'b'], after: 0, seen: [first.commandId, second.commandId] } })
    const outcomes = await Promise.all([first, second, third].map((commit) => log.append(commit)))
    expect(outcomes.map(({ firstPosition }) => firstPosition)).toEqual([1, 3, 4])
  })

  it('refuses a commit that saw one which was not stored, and all that saw it in turn', async () => {
    const { log } = underTest()
    await log.append(toyCommit([['a']]))
    const refused = toyCommit([['a']], { condition: { tags: ['a'], after: 0 } })
    const next = toyCommit([['b']], { condition: { tags: ['b'], after: 1, seen: [refused.commandId] } })
    const last = toyCommit([['c']], { condition: { tags: ['c'], after: 1, seen: [next.commandId] } })
    const settled = await Promise.allSettled([refused, next, last].map((commit) => log.append(commit)))
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    await expect(log.append(toyCommit([['d']], { condition: { tags: [], after: 1, seen: [randomUUID()] } }))).rejects.toThrow(Conflict)
    expect(await log.head()).toBe(1)
  })

  it('refuses a commit when a stranger stands among the seen', async () => {
    const { log, place } = underTest()
    const second = await place.open()
    const [own, also] = [toyCommit([['a']]), toyCommit([['a']])]
    await log.append(own)
    await second.append(toyCommit([['a']]))
    await log.append(also)
    await expect(log.append(toyCommit([['a']], { condition: { tags: ['a'], after: 0, seen: [own.commandId, also.commandId] } }))).rejects.toThrow(Conflict)
  })

  it('loses no increment of a counter that two processes keep', async () => {
    const { log, place } = underTest()
    const second = await place.open()
    await Promise.all([log, second, log, second].map((handle) => countUp(handle, 15)))
    const counts = (await eventsOf(log, { tags: ['counter'] })).map(({ data }) => data.count)
    expect(counts).toEqual(upTo(60))
  })
}
