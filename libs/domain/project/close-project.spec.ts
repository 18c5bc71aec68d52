import { describe, expect, it } from '@jest/globals'
import { pool } from '../rotation/pool.js'
import { correctEvent, paper, withoutDayAndPaper } from '../testing/examples.js'
import {
  acceptProject, approved, closePool, closeProject, completeProject, createObligation, openPool, passOnSupport, pooled, rankCandidates, recordRecovery, rescheduleObligation, resolveSurplus,
  selectRecipient, startProject,
} from '../testing/examples-project.js'
import { project } from './project.js'

const on = (occurredOn: string, number: string) => ({ occurredOn, paper: paper(number, occurredOn) })
const instalments = [{ dueOn: '2025-12-31', amountDong: 400_000 }, { dueOn: '2026-10-30', amountDong: 600_000 }]

/** The village with a settled project: Sính owes its pool a million đồng, and it holds three million and a calf. */
const settled = () => {
  const at = pooled()
  at.scenario.given(startProject(at.projectId), acceptProject(at.projectId), completeProject(at.projectId))
  return at
}

/** The same, all given back and passed on or put to another use. */
const emptied = () => {
  const at = settled()
  const { scenario, projectId, minh } = at
  scenario.given(recordRecovery(at.moneyObligation.id, { amountDong: 1_000_000, ...on('2024-12-01', '22/PT') }), passOnSupport(projectId, minh, { animal: { animalTag: 'TN-0101', valueDong: 9_000_000 } }))
  scenario.given(resolveSurplus(projectId, { amountDong: 4_000_000 }))
  return { ...at, surplusId: scenario.lastEvent.eventId }
}

const poolClosing = on('2024-12-31', '32/BBH')

describe('closing a project with a rotation pool', () => {
  it('follows the closing of the pool, or does without it', () => {
    const withClosedPool = emptied()
    withClosedPool.scenario.given(closePool(withClosedPool.projectId, poolClosing)).when(closeProject(withClosedPool.projectId)).records('project-closed')
    expect(withClosedPool.scenario.state(pool(withClosedPool.projectId))).toMatchObject({ closedOn: '2024-12-31', projectClosedOn: '2025-02-20' })
    const withOpenPool = emptied()
    withOpenPool.scenario.when(closeProject(withOpenPool.projectId)).records('project-closed')
    const withoutPool = approved()
    withoutPool.scenario.given(startProject(withoutPool.projectId), acceptProject(withoutPool.projectId), completeProject(withoutPool.projectId))
    withoutPool.scenario.when(closeProject(withoutPool.projectId)).records('project-closed')
    expect(withoutPool.scenario.state(project(withoutPool.projectId)).poolClosedOn).toBeUndefined()
  })

  it('counts what was rescheduled as outstanding until it is given back', () => {
    const { scenario, projectId, moneyObligation } = settled()
    scenario.given(rescheduleObligation(moneyObligation.id, instalments)).when(closeProject(projectId)).refuses('obligations-outstanding', { obligations: 1, leftDong: 1_000_000, herd: {} })
    scenario.given(recordRecovery(moneyObligation.id, { amountDong: 1_000_000, ...on('2024-12-01', '22/PT') }))
    scenario.when(closeProject(projectId)).refuses('pool-not-empty', { leftDong: 4_000_000, herd: { cow: 1 } })
    scenario.given(resolveSurplus(projectId, { amountDong: 4_000_000 })).when(closeProject(projectId)).refuses('pool-not-empty', { leftDong: 0, herd: { cow: 1 } })
    scenario.given(resolveSurplus(projectId, { animals: { tags: [{ animalTag: 'TN-0101' }], valueDong: 9_000_000 } })).when(closeProject(projectId)).records('project-closed')
  })

  const later = on('2025-02-21', '60/BBH')
  it.each([
    ['ranking', ({ projectId, tam }: ReturnType<typeof emptied>) => rankCandidates(projectId, [tam], later)],
    ['closing of the pool', ({ projectId }: ReturnType<typeof emptied>) => closePool(projectId, later)],
  ])('comes after the last %s', (_, command) => {
    const at = emptied()
    at.scenario.given(command(at)).when(closeProject(at.projectId)).refuses('project-has-later-facts', { lastFactOn: '2025-02-21', day: '2025-02-20' })
    at.scenario.when(closeProject(at.projectId, { occurredOn: '2025-02-21' })).records('project-closed')
  })

  it('comes after the last opening, selection, surplus and rescheduling', () => {
    const { scenario, projectId, moneyObligation } = settled()
    const lastFactOn = () => scenario.state(project(projectId)).lastFactOn
    scenario.given(rescheduleObligation(moneyObligation.id, instalments, on('2025-01-02', '61/BBH')))
    expect(lastFactOn()).toBe('2025-01-02')
    scenario.given(resolveSurplus(projectId, { amountDong: 1, ...on('2025-01-03', '62/BBH') }))
    expect(lastFactOn()).toBe('2025-01-03')
    const other = approved()
    other.scenario.given(openPool(other.projectId, on('2025-01-04', '63/BBH')), rankCandidates(other.projectId, [other.minh, other.tam], on('2025-01-04', '64/BBH')))
    expect(other.scenario.state(project(other.projectId)).lastFactOn).toBe('2025-01-04')
    other.scenario.given(selectRecipient(other.projectId, other.minh, on('2025-01-05', '65/BBH')))
    expect(other.scenario.state(project(other.projectId)).lastFactOn).toBe('2025-01-05')
  })

  it('lets minutes that closed the pool before come in late, but none of a later day', () => {
    const { scenario, projectId } = emptied()
    scenario.given(closeProject(projectId))
    scenario.when(closePool(projectId, on('2025-02-21', '60/BBH'))).refuses('project-ended-before-day', { endedAs: 'closed', endedOn: '2025-02-20' })
    scenario.when(closePool(projectId, poolClosing)).records('pool-closed')
  })

  it('is annulled before the closing of the pool, and both before what they stand on', () => {
    const { scenario, projectId, sinh, moneyObligation, surplusId } = emptied()
    scenario.given(closePool(projectId, poolClosing))
    const poolClosingId = scenario.lastEvent.eventId
    scenario.given(closeProject(projectId))
    scenario.when(correctEvent(surplusId)).refuses('pool-held-after-closing', { closedOn: '2025-02-20' })
    scenario.when(createObligation(projectId, sinh, { amountDong: 1, paper: paper('66/BB') })).refuses('project-already-closed')
    scenario.given(correctEvent(scenario.lastEvent.eventId)).when(correctEvent(surplusId)).refuses('closed-pool-not-empty', { closedOn: '2024-12-31' })
    scenario.given(correctEvent(moneyObligation.eventId, withoutDayAndPaper(createObligation(projectId, sinh, { amountDong: 4_000_000, dueOn: '2026-06-30' }))))
    scenario.given(correctEvent(poolClosingId)).when(correctEvent(surplusId)).records('event-corrected')
  })
})
