import { describe, expect, it } from '@jest/globals'
import { correctEvent, paper, withoutDayAndPaper } from '../testing/examples.js'
import {
  approved, closePool, createObligation, days, handOverMoney, openPool, passOnSupport, pooled, rankCandidates, recordRecovery, resolveSurplus, selectRecipient,
} from '../testing/examples-project.js'
import { animal, holderOf } from '../support/animal.js'
import { pool } from './pool.js'

const cow = { animal: { animalTag: 'TN-0101', valueDong: 9_000_000 } }
const surplusCow = { animals: { tags: [{ animalTag: 'TN-0101' }], valueDong: 9_000_000 } }
const on = (day: string, number: string) => ({ occurredOn: day, paper: paper(number, day) })

describe('resolving a surplus', () => {
  it('takes money out of the pool, under the lines by which it came', () => {
    const { scenario, projectId } = pooled()
    scenario.when(resolveSurplus(projectId)).records('surplus-resolved')
    expect(scenario.lastEvent.data).toMatchObject({ use: 'community-fund', fundingLines: [{ source: 'central', amountDong: 360_000 }, { source: 'provincial', amountDong: 40_000 }] })
    expect(scenario.state(pool(projectId)).moneyDong).toBe(2_600_000)
  })

  it('takes animals out of the pool and out of the rotation', () => {
    const { scenario, projectId, tam } = pooled()
    scenario.when(resolveSurplus(projectId, { ...surplusCow, use: 'group-fund' })).records('surplus-resolved')
    expect(scenario.state(pool(projectId)).animals).toEqual({})
    expect(holderOf(scenario.state(animal('TN-0101')))?.value.holder).toBe('surplus:group-fund')
    scenario.when(passOnSupport(projectId, tam, cow)).refuses('animal-not-in-pool')
  })

  it('refuses more than the pool holds, and animals that it does not hold or that came later', () => {
    const { scenario, projectId } = pooled()
    scenario.when(resolveSurplus(projectId, { amountDong: 3_000_001 })).refuses('pool-exceeded', { leftDong: 3_000_000 })
    scenario.when(resolveSurplus(projectId, { animals: { tags: [{ animalTag: 'TN-0001' }], valueDong: 1 } })).refuses('animal-not-in-pool')
    scenario.when(resolveSurplus(projectId, { animals: { tags: [{ animalTag: 'TN-0101' }, { animalTag: 'TN-0101' }], valueDong: 1 } })).refuses('animal-named-twice')
    scenario.when(resolveSurplus(projectId, { ...surplusCow, occurredOn: '2024-11-19' })).refuses('animal-moved-after-day')
  })

  it('refuses both forms at once, a pool that was not open, and the same paper twice for a use', () => {
    const { scenario, projectId } = pooled()
    scenario.when(resolveSurplus(projectId, { amountDong: 1, ...surplusCow })).refuses('exactly-one-form')
    scenario.when(resolveSurplus(projectId, { amountDong: 1, occurredOn: '2024-10-31' })).refuses('pool-not-open-on-day')
    scenario.given(resolveSurplus(projectId))
    scenario.when(resolveSurplus(projectId)).refuses('paper-already-recorded')
    scenario.when(resolveSurplus(projectId, { amountDong: 1, use: 'returned-to-budget' })).records('surplus-resolved')
  })

  it('keeps the receipts under it from being annulled, and is put right by a correction', () => {
    const { scenario, projectId, moneyRecoveryId, animalRecoveryId } = pooled()
    scenario.given(resolveSurplus(projectId, { amountDong: 3_000_000 }))
    const { eventId } = scenario.lastEvent
    scenario.given(resolveSurplus(projectId, surplusCow))
    scenario.when(correctEvent(moneyRecoveryId)).refuses('pool-overdrawn', { shortDong: 3_000_000 })
    scenario.when(correctEvent(animalRecoveryId)).refuses('pool-lacks-animal', { animalTag: 'TN-0101' })
    scenario.given(correctEvent(eventId, withoutDayAndPaper(resolveSurplus(projectId, { amountDong: 2_000_000 }))))
    expect(scenario.state(pool(projectId)).moneyDong).toBe(1_000_000)
  })
})

/** Everything was given back, and passed on or put to another use. */
const emptied = () => {
  const at = pooled()
  at.scenario.given(recordRecovery(at.moneyObligation.id, { amountDong: 1_000_000, ...on('2024-12-01', '22/PT') }))
  at.scenario.given(passOnSupport(at.projectId, at.minh), passOnSupport(at.projectId, at.tam, cow), resolveSurplus(at.projectId, { amountDong: 2_000_000 }))
  return at
}

describe('closing a pool', () => {
  it('is done once, when it holds nothing and nothing is outstanding', () => {
    const { scenario, projectId } = emptied()
    scenario.when(closePool(projectId)).records('pool-closed')
    scenario.when(closePool(projectId)).refuses('paper-already-recorded')
    scenario.when(closePool(projectId, on('2025-07-01', '50/BB'))).refuses('pool-already-closed', { closedOn: '2025-06-30' })
  })

  it('refuses a pool that still holds something, and says what', () => {
    const { scenario, projectId } = pooled()
    scenario.when(closePool(projectId)).refuses('pool-still-holds', { leftDong: 3_000_000, animalTags: ['TN-0101'] })
  })

  it('refuses while households still owe, and says what', () => {
    const { scenario, projectId, minh, tam } = pooled()
    scenario.given(passOnSupport(projectId, minh, { amountDong: 3_000_000 }), passOnSupport(projectId, tam, cow))
    scenario.when(closePool(projectId)).refuses('pool-still-owed', { owedUnit: 'dong', owed: 1_000_000, outstanding: { dong: 1_000_000 } })
  })

  it('refuses a day before the last thing in it, and a pool that was never opened', () => {
    const { scenario, projectId } = emptied()
    scenario.when(closePool(projectId, { occurredOn: '2024-12-19' })).refuses('pool-used-after-day', { lastUseOn: days.passedOn })
    const at = approved()
    at.scenario.when(closePool(at.projectId)).refuses('pool-not-open-on-day')
    at.scenario.given(openPool(at.projectId))
    at.scenario.when(closePool(at.projectId)).records('pool-closed')
  })

  it('ends giving back, owing, ranking, selecting and passing on, by their days', () => {
    const { scenario, projectId, minh, tam, moneyObligation } = emptied()
    scenario.given(closePool(projectId))
    const after = on('2025-07-01', '51/BB')
    scenario.when(rankCandidates(projectId, [minh], after)).refuses('pool-closed-by-day', { closedOn: '2025-06-30' })
    scenario.when(selectRecipient(projectId, tam, after)).refuses('pool-closed-by-day')
    scenario.when(passOnSupport(projectId, tam, { amountDong: 1, ...after })).refuses('pool-closed-by-day')
    scenario.when(resolveSurplus(projectId, { amountDong: 1, ...after })).refuses('pool-closed-by-day')
    scenario.when(recordRecovery(moneyObligation.id, { amountDong: 1, ...after })).refuses('recovery-exceeds-outstanding')
    scenario.when(rankCandidates(projectId, [minh, tam], on('2024-11-08', '52/BB'))).records('candidates-ranked')
    scenario.when(createObligation(projectId, minh, { amountDong: 300_000, dueOn: '2027-01-01', ...on('2025-01-10', '53/BB') })).refuses('closed-pool-owed')
  })

  it('ends owing whatever the day, since it said that nothing is outstanding', () => {
    const { scenario, projectId, sinh } = approved()
    scenario.given(openPool(projectId), handOverMoney(projectId, sinh), closePool(projectId))
    scenario.when(createObligation(projectId, sinh)).refuses('closed-pool-owed', { closedOn: '2025-06-30' })
  })

  it('keeps what it stands on from being corrected away', () => {
    const { scenario, projectId, sinh, moneyObligation } = emptied()
    scenario.given(closePool(projectId))
    const closingId = scenario.lastEvent.eventId
    const eventOf = (type: string) => scenario.events.findLast((event) => event.type === type)?.eventId ?? ''
    scenario.when(correctEvent(eventOf('surplus-resolved'))).refuses('closed-pool-not-empty', { closedOn: '2025-06-30' })
    const more = withoutDayAndPaper(createObligation(projectId, sinh, { amountDong: 5_000_000 }))
    scenario.when(correctEvent(moneyObligation.eventId, more)).refuses('closed-pool-owed')
    scenario.given(correctEvent(closingId))
    scenario.when(correctEvent(eventOf('surplus-resolved'))).records('event-corrected')
  })
})
