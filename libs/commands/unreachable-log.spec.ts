import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { LogUnavailable, type EventLog, type RecordedEvent } from '#event-log'
import { findDecision, inTodaysShape, parseCommand, unitTag, type StateDefinition } from '#domain'
import { openProgramme, registerCommune, registerUnit } from '../domain/testing/examples.js'
import { CommandRunner } from './command-runner.js'
import { StateCache } from './state-cache.js'
import { commandIdOf, officer, withTwoProcesses, type Process } from './testing/two-processes.js'

/** The same log over a line that can be cut: reads then give so many events, one by one, and end with an error. */
class LineToLog {
  /** Undefined while the line holds. */
  givesEvents: number | undefined
  /** While it holds one up, an append is not passed on; where that ends in an error, never. */
  holdsUp: Promise<void> | undefined

  constructor(readonly log: EventLog) {}

  get cut(): EventLog {
    return Object.assign(Object.create(this.log) as EventLog, {
      head: async () => {
        if (this.givesEvents === 0) throw new LogUnavailable('cut')
        return this.log.head()
      },
      append: async (commit: Parameters<EventLog['append']>[0]) => {
        await this.holdsUp
        return this.log.append(commit)
      },
      findOutcomes: (commits: Parameters<EventLog['findOutcomes']>[0]) => this.log.findOutcomes(commits),
      read: (query: Parameters<EventLog['read']>[0]) => this.#read(query),
    })
  }

  async *#read(query: Parameters<EventLog['read']>[0]): AsyncIterable<RecordedEvent[]> {
    let given = 0
    for await (const batch of this.log.read(query)) {
      for (const event of batch) {
        if (given === this.givesEvents) throw new LogUnavailable('cut')
        given += 1
        yield [event]
      }
    }
  }
}

const counted: StateDefinition = { name: 'counted', initial: 0, asRecorded: true, fold: (count) => Number(count) + 1 }

const openProgrammes = (process: Process, count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => process.run('open-programme', openProgramme({ code: `C${index}` }).fields, commandIdOf(`code ${index}`))))

const openBy = (runner: CommandRunner, name: string, code: string) => {
  const row = findDecision('open-programme')
  if (row === undefined) throw new Error('no such command')
  return runner.run(row, parseCommand(row.command, openProgramme({ code }).fields), { commandId: commandIdOf(name), actor: officer, entrySource: 'app' })
}

describe('a runner whose log is out of reach', () => {
  it('answers everybody who waits, and goes on when it is back', () =>
    withTwoProcesses(async (one) => {
      const line = new LineToLog(one.log)
      const runner = new CommandRunner({ log: line.cut, vault: one.vault, maxTurn: 4 })
      const sendAll = () => Promise.allSettled(Array.from({ length: 20 }, (_, index) => openBy(runner, `p ${index}`, `P${index}`)))
      line.givesEvents = 0
      for (const outcome of await sendAll()) expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(LogUnavailable) })
      expect(await one.log.head()).toBe(0)
      line.givesEvents = undefined
      for (const outcome of await sendAll()) expect(outcome.status).toBe('fulfilled')
      expect(await one.log.head()).toBe(20)
    }))

  it('decides anew what a turn further behind has seen, when that is not stored', () =>
    withTwoProcesses(async (one) => {
      const line = new LineToLog(one.log)
      const runner = new CommandRunner({ log: line.cut, vault: one.vault, maxTurn: 1 })
      let breakOff: (error: Error) => void = () => undefined
      line.holdsUp = new Promise((_resolve, reject) => (breakOff = reject))
      line.holdsUp.catch(() => undefined)
      const first = openBy(runner, 'first', 'P')
      // Each is a turn of its own, and the line holds from the second one on.
      await setTimeout(20)
      line.holdsUp = undefined
      const behind = Promise.allSettled([openBy(runner, 'second', 'Q'), openBy(runner, 'third', 'P'), openBy(runner, 'fourth', 'P')])
      await setTimeout(20)
      breakOff(new LogUnavailable('cut'))
      await expect(first).rejects.toBeInstanceOf(LogUnavailable)
      expect((await behind).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
      expect(await one.log.head()).toBe(2)
    }))
})

describe('cached states', () => {
  it('hold every event once where following the log broke off in the midst', () =>
    withTwoProcesses(async (one) => {
      await one.run('register-unit', registerUnit().fields, commandIdOf('province'))
      const line = new LineToLog(one.log)
      const cache = new StateCache(line.cut, async (events) => events.map(inTodaysShape))
      const { codeSet, code } = registerUnit().fields['unit'] as { codeSet: string; code: string }
      const ref = { definition: counted, tag: unitTag({ codeSet, code }) }
      await cache.followTail()
      await cache.load([ref])
      expect(cache.get(ref)).toBe(1)
      await one.run('register-unit', registerCommune().fields, commandIdOf('commune'))
      await openProgrammes(one, 3)
      line.givesEvents = 2
      await expect(cache.followTail()).rejects.toBeInstanceOf(LogUnavailable)
      line.givesEvents = undefined
      await cache.followTail()
      expect({ count: cache.get(ref), position: cache.position }).toEqual({ count: 2, position: 5 })
    }))
})
