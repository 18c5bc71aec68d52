import { describe, expect, it } from '@jest/globals'
import { commandIdOf, type Scenario } from '../testing/scenario.js'
import { commune, correctEvent, paper } from '../testing/examples.js'
import { approved, approveProject, budgetOf, counterpart, makePayment, proposeProject, rejectPayment, releaseCapital, requestPayment, returnPayment } from '../testing/examples-project.js'
import { allocation } from './allocation.js'
import { spendingEnd } from './spending-end.js'

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'

/** The project is completed, of whatever other kind of event may say so. */
const end = (scenario: Scenario, projectId: string, type = 'project-completed', occurredOn = '2024-01-15'): void => {
  const tag = `project:${projectId}`
  scenario.events.push({ type, version: 1, data: { projectId }, tags: [tag], subject: tag, occurredOn, unit: commune, eventId: commandIdOf(9_000), commandId: commandIdOf(9_001) })
}

/** Of thirty million đồng twenty were requested; fifteen of them were paid. */
const spent = () => {
  const at = approved()
  const paymentId = at.scenario.idOf(requestPayment(at.projectId), 'paymentId')
  at.scenario.given(makePayment(paymentId, { amountDong: 15_000_000 }))
  const central = () => at.scenario.state(allocation(at.allocationId)).lines[0]
  return { ...at, paymentId, central }
}

describe('releasing capital', () => {
  it.each(['project-completed', 'project-cancelled', 'project-withdrawn'])('gives back after %s what was committed and not paid', (type) => {
    const { scenario, projectId, allocationId, central } = spent()
    end(scenario, projectId, type)
    scenario.when(releaseCapital(projectId)).records('capital-released')
    expect(scenario.lastEvent).toMatchObject({ subject: `project:${projectId}`, tags: [`allocation:${allocationId}`, `project:${projectId}`] })
    expect(central()).toMatchObject({ amountDong: 60_000_000, leftDong: 46_500_000, committedDong: 13_500_000, paidDong: 13_500_000 })
  })

  it('refuses it before the project has ended, and a project that is not there', () => {
    const { scenario, projectId } = spent()
    scenario.when(releaseCapital(projectId)).refuses('project-not-ended-on-day')
    end(scenario, projectId)
    scenario.when(releaseCapital(projectId, { occurredOn: '2024-01-14' })).refuses('project-not-ended-on-day', { day: '2024-01-14' })
    scenario.when(releaseCapital(unknownId)).refuses('project-unknown')
  })

  it('counts the earliest day on which the project ended', () => {
    const { scenario, projectId } = spent()
    end(scenario, projectId, 'project-cancelled', '2024-01-20')
    end(scenario, projectId)
    expect(scenario.state(spendingEnd(projectId))).toEqual({ endedOn: '2024-01-15' })
  })

  it('happens once; after it, only for what comes free later', () => {
    const { scenario, projectId, paymentId, central } = spent()
    end(scenario, projectId)
    const againById = releaseCapital(projectId, { occurredOn: '2024-02-20', paper: paper('61/QĐ', '2024-02-20') })
    scenario.given(releaseCapital(projectId)).when(againById).refuses('nothing-to-release')
    scenario.given(returnPayment(paymentId, { occurredOn: '2024-02-10', amountDong: 15_000_000 })).when(againById).records('capital-released')
    expect(central()).toMatchObject({ leftDong: 60_000_000, committedDong: 0, paidDong: 0 })
  })

  it('leaves what is requested and not answered yet', () => {
    const { scenario, projectId, central } = spent()
    const openId = scenario.idOf(requestPayment(projectId, { amountDong: 10_000_000, paper: paper('42/ĐN-TT') }), 'paymentId')
    end(scenario, projectId)
    scenario.given(releaseCapital(projectId))
    expect(central()).toMatchObject({ committedDong: 22_500_000, paidDong: 13_500_000 })
    scenario.given(rejectPayment(openId)).when(releaseCapital(projectId)).records('capital-released')
  })

  it('leaves nothing to request, whatever the day', () => {
    const { scenario, projectId } = spent()
    end(scenario, projectId)
    scenario.given(releaseCapital(projectId)).when(requestPayment(projectId, { amountDong: 1, paper: paper('42/ĐN-TT') })).refuses('payment-exceeds-budget', { leftDong: 0 })
  })

  it('is not annulled once the money was approved for another project, and keeps the end that it stands on', () => {
    const at = spent()
    const { scenario, projectId } = at
    end(scenario, projectId)
    const endId = scenario.lastEvent.eventId
    scenario.given(releaseCapital(projectId))
    const { eventId } = scenario.lastEvent
    scenario.when(correctEvent(endId)).refuses('release-needs-end', { releasedOn: '2024-01-31' })
    const otherId = scenario.idOf(proposeProject(at), 'projectId')
    scenario.given(approveProject(otherId, at, { budget: budgetOf(at.allocationId, 46_500_000), counterpart: { ...counterpart, cashDong: 40_000_000 } }))
    scenario.when(correctEvent(eventId)).refuses('allocation-overspent', { overDong: 13_500_000 })
  })
})
