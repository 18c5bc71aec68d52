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

  constructor(readonly log: EventLog) {}

  get cut(): EventLog {
    return Object.assign(Object.create(this.log) as EventLog, {
      head: async () => {
        if (this.givesEvents === 0) throw new LogUnavailable('cut')
        return this.log.head()
      },
      append: (commit: Parameters<EventLog['append']>[0]) => this.log.append(commit),
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

describe('a runner whose log is out of reach', () => {
  it('answers everybody who waits, and goes on when it is back', () =>
    withTwoProcesses(async (one) => {
      const line = new LineToLog(one.log)
      const runner = new CommandRunner({ log: line.cut, vault: one.vault, maxTurn: 4 })
      const row = findDecision('open-programme')
      if (row === undefined) throw new Error('no such command')
      const send = (index: number) => runner.run(row, parseCommand(row.command, openProgramme({ code: `P${index}` }).fields), { commandId: commandIdOf(`p ${index}`), actor: officer, entrySource: 'app' })
      const sendAll = () => Promise.allSettled(Array.from({ length: 20 }, (_, index) => send(index)))
      line.givesEvents = 0
      for (const outcome of await sendAll()) expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(LogUnavailable) })
      expect(await one.log.head()).toBe(0)
      line.givesEvents = undefined
      for (const outcome of await sendAll()) expect(outcome.status).toBe('fulfilled')
      expect(await one.log.head()).toBe(20)
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
