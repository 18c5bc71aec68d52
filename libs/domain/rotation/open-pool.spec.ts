import { describe, expect, it } from '@jest/globals'
import { correctEvent, paper } from '../testing/examples.js'
import { approved, days, openPool, owing, passOnSupport, pooled, proposed, rankCandidates, recordRecovery } from '../testing/examples-project.js'
import { pool } from './pool.js'

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'

describe('opening a rotation pool', () => {
  it('records who keeps it, if anybody', () => {
    const { scenario, projectId, hoa } = approved()
    scenario.when(openPool(projectId, { custodianHouseholdId: hoa })).records('pool-opened')
    expect(scenario.lastEvent.tags).toContain(`household:${hoa}`)
    expect(scenario.state(pool(projectId)).opened).toEqual({ openedOn: days.poolOpened, custodianHouseholdId: hoa })
  })

  it('refuses a project that was not approved on the day, and a custodian that is not there', () => {
    const { scenario, projectId } = proposed()
    scenario.when(openPool(projectId)).refuses('project-not-approved-on-day')
    const at = approved()
    at.scenario.when(openPool(at.projectId, { custodianHouseholdId: unknownId })).refuses('household-unknown')
  })

  it('happens once, and not twice by the same minutes', () => {
    const { scenario, projectId } = approved()
    scenario.given(openPool(projectId))
    scenario.when(openPool(projectId)).refuses('paper-already-recorded')
    scenario.when(openPool(projectId, { occurredOn: '2024-12-01', paper: paper('40/BBH') })).refuses('pool-already-opened', { openedOn: days.poolOpened })
  })

  it('comes before anything but receipts, which may be older', () => {
    const { scenario, projectId, minh, moneyObligation } = owing()
    scenario.when(recordRecovery(moneyObligation.id)).records('recovery-received')
    scenario.when(rankCandidates(projectId, [minh])).refuses('pool-not-open-on-day', { day: days.selected })
    scenario.when(passOnSupport(projectId, minh)).refuses('pool-not-open-on-day')
    scenario.given(openPool(projectId, { occurredOn: '2024-11-06' }))
    scenario.when(rankCandidates(projectId, [minh])).refuses('pool-not-open-on-day')
  })

  it('is not annulled under what was decided since, nor is the approval', () => {
    const { scenario, projectId, approvalId } = approved()
    scenario.given(openPool(projectId))
    const { eventId } = scenario.lastEvent
    scenario.when(correctEvent(approvalId)).refuses('project-facts-need-approval', { firstFactOn: days.poolOpened })
    scenario.given(correctEvent(eventId))
    scenario.when(correctEvent(approvalId)).records('event-corrected')

    const used = pooled()
    const opening = used.scenario.events.find(({ type }) => type === 'pool-opened')
    used.scenario.when(correctEvent(opening?.eventId ?? '')).refuses('pool-facts-need-opening', { firstUseOn: days.selected })
  })
})
