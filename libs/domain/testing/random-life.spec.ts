import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { allocation } from '../capital/allocation.js'
import {
  getDefinition, type animalHandedOver, type contributionReceived, type contributionReversed, type goodsHandedOver, type moneyHandedOver, type obligationCreated, type projectApproved, type recoveryReceived,
  type supportPassedOn, type surplusResolved,
} from '../catalogue/index.js'
import type { DataOf, EventDefinition, FactEvent } from '../core/event-definition.js'
import { sumDong } from '../core/money.js'
import { allRefusals } from '../core/refusal.js'
import { foldState } from '../core/state.js'
import { obligation, outstanding, quantityOf } from '../obligation/obligation.js'
import { counterpartDong } from '../project/state-share.js'
import { obligationsOfProject } from '../project/obligations-of-project.js'
import { project, type Project } from '../project/project.js'
import { scheduleOn, sumOf } from '../obligation/schedule.js'
import { poolDebts } from '../rotation/pool-debts.js'
import { refuseIfPoolBroken } from '../rotation/pool-invariant.js'
import { pool } from '../rotation/pool.js'
import { life, RandomLife } from './random-life.js'

const of = <Definition extends EventDefinition>(events: readonly FactEvent[], type: Definition['type']) =>
  events.filter((event): event is FactEvent<Definition['type'], DataOf<Definition>> => event.type === type)
const sum = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0)

const checkAllocation = ({ village: { scenario, allocationId }, effective }: RandomLife): void => {
  const left = scenario.state(allocation(allocationId)).lines.map(({ leftDong }) => leftDong)
  const committed = sum(of<typeof projectApproved>(effective, 'project-approved').map(({ data }) => sumDong(data.budget.flatMap(({ fundingLines }) => fundingLines))))
  expect(Math.min(...left)).toBeGreaterThanOrEqual(0)
  expect(sum(left) + committed).toBe(66_000_000)
}

const checkShares = ({ effective }: RandomLife): void => {
  for (const { data } of of<typeof projectApproved>(effective, 'project-approved')) {
    const stateDong = sumDong(data.budget.flatMap(({ fundingLines }) => fundingLines))
    expect(stateDong * 100).toBeLessThanOrEqual(80 * (stateDong + counterpartDong(data.counterpart)))
  }
}

const checkObligations = ({ village: { scenario }, effective }: RandomLife): void => {
  for (const { data: { obligationId, owed } } of of<typeof obligationCreated>(effective, 'obligation-created')) {
    const recovered = sum(of<typeof recoveryReceived>(effective, 'recovery-received').filter(({ data }) => data.obligationId === obligationId).map(({ data }) => quantityOf(data.recovered)))
    const left = outstanding(scenario.state(obligation(obligationId)))
    expect(left).toBeGreaterThanOrEqual(0)
    expect(recovered + left).toBe(quantityOf(owed))
  }
}

/** Whatever was rescheduled, the instalments of any day are all that is owed, in the order of their days. */
const checkSchedules = ({ village: { scenario }, effective }: RandomLife): void => {
  for (const { data: { obligationId, owed } } of of<typeof obligationCreated>(effective, 'obligation-created')) {
    const state = scenario.state(obligation(obligationId))
    for (const day of ['2024-03-08', '2024-11-20', '2025-06-30', '2026-12-31']) {
      const schedule = scheduleOn(state, day)
      expect(sumOf(schedule)).toBe(quantityOf(owed))
      expect(schedule.map(({ dueOn }) => dueOn)).toEqual(schedule.map(({ dueOn }) => dueOn).sort())
    }
  }
}

const checkPools = ({ village: { scenario }, effective, projectIds }: RandomLife): void => {
  for (const projectId of projectIds) {
    const received = of<typeof recoveryReceived>(effective, 'recovery-received').filter(({ data }) => data.projectId === projectId)
    const passed = of<typeof supportPassedOn>(effective, 'support-passed-on').filter(({ data }) => data.projectId === projectId)
    const surpluses = of<typeof surplusResolved>(effective, 'surplus-resolved').filter(({ data }) => data.projectId === projectId)
    const held = scenario.state(pool(projectId))
    const animalsIn = sum(received.map(({ data: { recovered } }) => (recovered.unit === 'animals' ? recovered.count : 0)))
    expect(held.moneyDong).toBeGreaterThanOrEqual(0)
    expect(sum(received.map(({ data: { recovered } }) => (recovered.unit === 'dong' ? recovered.amountDong : 0)))).toBe(
      sum(passed.map(({ data: { passedOn } }) => (passedOn.unit === 'dong' ? passedOn.amountDong : 0))) + sum(surpluses.map(({ data: { surplus } }) => (surplus.unit === 'dong' ? surplus.amountDong : 0))) + held.moneyDong,
    )
    expect(Object.values(held.animals).every(({ count }) => count === 1)).toBe(true)
    const animalsLeft = sum(surpluses.map(({ data: { surplus } }) => (surplus.unit === 'animals' ? surplus.animals.length : 0)))
    expect(animalsIn).toBe(passed.filter(({ data }) => data.passedOn.unit === 'animals').length + animalsLeft + Object.keys(held.animals).length)
    expect(refuseIfPoolBroken(held)).toBeUndefined()
  }
}

/** Nobody got more than was approved, and nothing happened before the approval. */
const checkSupport = ({ village: { scenario }, effective, projectIds }: RandomLife): void => {
  for (const projectId of projectIds) {
    const { approval, handedOverDong, firstFactOn } = scenario.state(project(projectId))
    const money = of<typeof moneyHandedOver>(effective, 'money-handed-over').filter(({ data }) => data.projectId === projectId)
    const animals = of<typeof animalHandedOver>(effective, 'animal-handed-over').filter(({ data }) => data.projectId === projectId)
    const goods = of<typeof goodsHandedOver>(effective, 'goods-handed-over').filter(({ data }) => data.projectId === projectId)
    const got = [...money.map(({ data }) => ({ ...data })), ...[...animals, ...goods].map(({ data }) => ({ ...data, amountDong: data.valueDong }))]
    expect(sumDong(got)).toBe(handedOverDong)
    for (const { householdId } of got) {
      expect(sumDong(got.filter((each) => each.householdId === householdId))).toBeLessThanOrEqual(approval?.supportDong[householdId] ?? 0)
    }
    if (firstFactOn !== undefined) expect(approval?.approvedOn).toBeDefined()
    expect((approval?.approvedOn ?? '') <= (firstFactOn ?? '9999')).toBe(true)
  }
}

/** What was received less what was taken back is what was contributed, by form and household. */
const checkContributions = ({ village: { scenario }, effective, projectIds }: RandomLife): void => {
  for (const projectId of projectIds) {
    const received = of<typeof contributionReceived>(effective, 'contribution-received').filter(({ data }) => data.projectId === projectId)
    const reversed = of<typeof contributionReversed>(effective, 'contribution-reversed').filter(({ data }) => data.projectId === projectId)
    const { contributedDong } = scenario.state(project(projectId))
    for (const kind of ['cash', 'goods', 'labour'] as const) {
      const total = (events: readonly { data: { contribution: { kind: string; amountDong: number } } }[]) => sumDong(events.map(({ data }) => data.contribution).filter((each) => each.kind === kind))
      expect(contributedDong[kind]).toBeGreaterThanOrEqual(0)
      expect(total(received) - total(reversed)).toBe(contributedDong[kind])
    }
    for (const { data, occurredOn } of reversed) {
      const taken = received.filter(({ data: { contributionId } }) => contributionId === data.contributionId)
      expect(taken.map((event) => event.data.contribution)).toEqual([data.contribution])
      expect(taken[0]?.occurredOn.localeCompare(occurredOn)).toBeLessThanOrEqual(0)
    }
  }
}

/** Every event has the shape of the catalogue, and lines that add up to its amount. */
const checkShapes = ({ village: { scenario } }: RandomLife): void => {
  for (const { type, data } of scenario.events) expect(getDefinition(type).payload.safeParse(data).error).toBeUndefined()
  for (const { data } of scenario.events) {
    const { fundingLines, contribution, amountDong, valueDong } = data as { fundingLines?: { amountDong: number }[]; contribution?: { amountDong: number }; amountDong?: number; valueDong?: number }
    const wholeDong = contribution?.amountDong ?? amountDong ?? valueDong
    if (fundingLines !== undefined && wholeDong !== undefined) expect(sumDong(fundingLines)).toBe(wholeDong)
  }
}

describe('any life of two projects', () => {
  it('keeps every balance, whatever is recorded and corrected in whatever order', () => {
    const types = new Set<string>()
    fc.assert(
      fc.property(life, (steps) => {
        const lived = new RandomLife()
        for (const step of steps) {
          lived.take(step)
          for (const check of [checkAllocation, checkContributions, checkObligations, checkPools, checkSupport]) check(lived)
        }
        for (const check of [checkShares, checkSchedules, checkShapes]) check(lived)
        for (const { code, message } of lived.refusals) expect(allRefusals().has(code) && message.vi !== '' && message.en !== '').toBe(true)
        for (const { type } of lived.village.scenario.events) types.add(type)
      }),
      { numRuns: 20 },
    )
    // The lives are long enough to get everywhere, rejections included.
    expect([...types]).toEqual(expect.arrayContaining([
      'project-approved', 'contribution-pledged', 'contribution-received', 'contribution-reversed', 'animal-handed-over', 'goods-handed-over', 'handover-refused', 'obligation-created', 'recovery-received',
      'obligation-rescheduled', 'pool-opened', 'candidates-ranked', 'recipient-selected', 'support-passed-on', 'surplus-resolved', 'event-corrected',
    ]))
  })

  it('gives the same project, obligations and pools in whatever order facts of different days were entered', () => {
    fc.assert(
      fc.property(life, fc.infiniteStream(fc.nat()), (steps, random) => {
        const lived = new RandomLife()
        for (const step of steps) lived.take(step)
        const shuffled = shuffledByDay(lived.effective, random)
        const folded = (events: readonly FactEvent[], projectId: string) => {
          const tagged = (tag: string) => events.filter(({ tags }) => tags.includes(tag))
          const state: Project = foldState(project.definition, tagged(`project:${projectId}`))
          const obligations = foldState(obligationsOfProject.definition, tagged(`project:${projectId}`)).map((id) => foldState(obligation.definition, tagged(`obligation:${id}`)))
          return { state, obligations, pool: foldState(pool.definition, tagged(`pool:${projectId}`)), debts: foldState(poolDebts.definition, tagged(`project:${projectId}`)) }
        }
        for (const projectId of lived.projectIds) expect(folded(shuffled, projectId)).toEqual(folded(lived.effective, projectId))
      }),
      { numRuns: 20 },
    )
  })
})

/** The events in another order of entry; those of one day keep theirs. */
const shuffledByDay = (events: readonly FactEvent[], random: fc.Stream<number>): FactEvent[] => {
  const byDay = new Map<string, FactEvent[]>()
  for (const event of events) byDay.set(event.occurredOn, [...(byDay.get(event.occurredOn) ?? []), event])
  const shuffled: FactEvent[] = []
  for (const next of random) {
    const waiting = [...byDay.values()].filter((queue) => queue.length > 0)
    const queue = waiting[next % Math.max(1, waiting.length)]
    if (queue === undefined) break
    shuffled.push(queue.shift() as FactEvent)
  }
  return shuffled
}
