import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { CommandIdReused, type RecordedEvent } from '#event-log'
import { effectiveEvents } from '#domain'
import { openProgramme, registerCommune, registerHousehold, registerUnit } from '../domain/testing/examples.js'
import { CommandRefused } from './submission.js'
import { commandIdOf, withTwoProcesses, type Process } from './testing/two-processes.js'

const eventsOf = async ({ log }: Process): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = []
  for await (const batch of log.read({})) events.push(...batch)
  return events
}

const refusalCode = (error: unknown): string => {
  if (error instanceof CommandRefused) return error.refusal.code
  throw error
}

const unitsRegistered = async ({ run }: Process): Promise<void> => {
  await run('register-unit', registerUnit().fields, commandIdOf('province'))
  await run('register-unit', registerCommune().fields, commandIdOf('commune'))
}

/** A household of people with these citizen numbers. */
const householdOf = (numbers: readonly number[], paperNumber: string) =>
  registerHousehold({
    paper: { number: paperNumber, date: '2022-01-10', issuer: 'UBND xã' },
    members: numbers.map((number, index) => ({ relation: index === 0 ? 'head' : 'child', name: `Nông Văn ${index}`, citizenNumber: `000${String(number).padStart(9, '0')}` })),
  }).fields

describe('the command runner', () => {
  it('lets a command see what one before it in the same tick decided', () =>
    withTwoProcesses(async (one) => {
      const [, second] = await Promise.allSettled([
        one.run('open-programme', openProgramme().fields, commandIdOf('first')),
        one.run('open-programme', openProgramme().fields, commandIdOf('second')),
      ])
      expect(refusalCode((second as PromiseRejectedResult).reason)).toBe('programme-code-taken')
      expect(await one.log.head()).toBe(1)
    }))

  it('answers a command sent again with its first outcome, from any process', () =>
    withTwoProcesses(async (one, other) => {
      const sent = await Promise.all([one, other, one, other].map(({ run }) => run('open-programme', openProgramme().fields, commandIdOf('again'))))
      expect(new Set(sent.map(({ events }) => events[0]?.eventId)).size).toBe(1)
      expect(sent.filter(({ repeated }) => !repeated)).toHaveLength(1)
      expect(await other.log.head()).toBe(1)
    }))

  it('refuses a command id that was used for another command', () =>
    withTwoProcesses(async (one, other) => {
      await one.run('open-programme', openProgramme().fields, commandIdOf('reused'))
      await expect(other.run('open-programme', openProgramme({ code: 'OTHER' }).fields, commandIdOf('reused'))).rejects.toBeInstanceOf(CommandIdReused)
    }))

  it('takes a refusal back when what it stood on was not stored', () =>
    withTwoProcesses(async (one, other) => {
      await unitsRegistered(one)
      await other.run('register-unit', registerUnit().fields, commandIdOf('province'))
      // Both processes know the log; then each registers the same person, and one more household stands on the loser's.
      const results = await Promise.allSettled([
        one.run('register-household', householdOf([1, 2], 'A'), commandIdOf('A')),
        other.run('register-household', householdOf([1, 3], 'B'), commandIdOf('B')),
        one.run('register-household', householdOf([2], 'C'), commandIdOf('C')),
        other.run('register-household', householdOf([3], 'D'), commandIdOf('D')),
      ])
      const [a, b, c, d] = results.map(({ status }) => status === 'fulfilled')
      expect([a, b].filter(Boolean)).toHaveLength(1)
      expect([c, d]).toEqual([!a, !b])
    }))

  it('stores nothing in the clear that the catalogue seals', () =>
    withTwoProcesses(async (one) => {
      await unitsRegistered(one)
      await one.run('register-household', householdOf([1], 'A'), commandIdOf('A'))
      const text = JSON.stringify(await eventsOf(one))
      expect(text).not.toContain('Nông Văn')
      expect(text).not.toContain('000000000001')
      const opened = await one.vault.open(await eventsOf(one))
      expect(JSON.stringify(opened)).toContain('Nông Văn 0')
    }))

  it('keeps every person in one household, whatever two processes with stale caches register and annul at once', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.record({ process: fc.boolean(), people: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }), annul: fc.boolean() }), { minLength: 2, maxLength: 24 }), fc.integer({ min: 1, max: 8 }), (steps, maxTurn) =>
        withTwoProcesses(async (one, other) => {
          await unitsRegistered(one)
          const outcomes = await Promise.allSettled(steps.map(async ({ process, people, annul }, index) => {
            const { run } = process ? one : other
            const recorded = await run('register-household', householdOf(people, `P${index}`), commandIdOf(`household-${index}`))
            if (annul) await run('correct-event', { eventId: recorded.events[0]?.eventId, paper: { number: `X${index}`, date: '2022-02-01', issuer: 'UBND xã' }, finding: 'Ghi nhầm' }, commandIdOf(`annul-${index}`))
          }))
          for (const outcome of outcomes) if (outcome.status === 'rejected') expect(refusalCode(outcome.reason)).toBe('person-already-in-household')
          const events = await eventsOf(one)
          const people = effectiveEvents(events).flatMap(({ tags }) => tags.filter((tag) => tag.startsWith('person:')))
          expect(new Set(people).size).toBe(people.length)
          // Whoever was refused stands beside somebody who was not.
          const registered = events.filter(({ type }) => type === 'household-registered').length
          expect(registered).toBe(outcomes.filter(({ status }) => status === 'fulfilled').length)
          expect((await one.log.verify()).findings).toEqual([])
        }, maxTurn)),
      { numRuns: 25 },
    ), 240_000)
})
