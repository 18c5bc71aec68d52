import { describe, expect, it } from '@jest/globals'
import { paper, registerHouseholdOf } from '../testing/examples.js'
import { passOnSupport, pooled, proposed } from '../testing/examples-project.js'
import { animal, holderOf } from '../support/animal.js'
import { pool } from './pool.js'

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'
const cow = { animal: { animalTag: 'TN-0101', valueDong: 9_000_000 } }

describe('passing support on', () => {
  it('moves money out of the pool, under the lines by which it came', () => {
    const { scenario, projectId, minh } = pooled()
    scenario.when(passOnSupport(projectId, minh)).records('support-passed-on')
    expect(scenario.state(pool(projectId)).moneyDong).toBe(1_000_000)
    expect(scenario.lastEvent.data).toMatchObject({ fundingLines: [{ source: 'central', amountDong: 1_800_000 }, { source: 'provincial', amountDong: 200_000 }] })
  })

  it('moves an animal out of the pool to the next household, also one outside of the group', () => {
    const { scenario, projectId, tam } = pooled()
    scenario.when(passOnSupport(projectId, tam, cow)).records('support-passed-on')
    expect(scenario.state(pool(projectId)).animals).toEqual({})
    expect(holderOf(scenario.state(animal('TN-0101')))?.value.holder).toBe(`household:${tam}`)
  })

  it('refuses a project that was not approved on the day', () => {
    const { scenario, projectId, tam } = proposed()
    scenario.when(passOnSupport(projectId, tam)).refuses('project-not-approved-on-day')
  })

  it('refuses more than the pool holds', () => {
    const { scenario, projectId, minh } = pooled()
    scenario.when(passOnSupport(projectId, minh, { amountDong: 3_000_001 })).refuses('pool-exceeded', { leftDong: 3_000_000, askedDong: 3_000_001 })
  })

  it('refuses an animal that the pool does not hold, and a day before it came', () => {
    const { scenario, projectId, minh } = pooled()
    scenario.when(passOnSupport(projectId, minh, { animal: { animalTag: 'TN-0001', valueDong: 9_000_000 } })).refuses('animal-not-in-pool', { animalsLeft: 1 })
    scenario.when(passOnSupport(projectId, minh, { ...cow, occurredOn: '2024-11-19' })).refuses('animal-moved-after-day', { movedOn: '2024-11-20' })
  })

  it('refuses a household that is not there, or was registered later', () => {
    const { scenario, projectId } = pooled()
    scenario.when(passOnSupport(projectId, unknownId)).refuses('household-unknown')
    const late = scenario.idOf(registerHouseholdOf('019185000006', { occurredOn: '2025-01-05', paper: paper('3/BC', '2025-01-05') }), 'householdId')
    scenario.when(passOnSupport(projectId, late)).refuses('household-not-yet-registered', { registeredOn: '2025-01-05' })
  })

  it('refuses a household that is no target on the day', () => {
    const { scenario, projectId, hoa, minh } = pooled()
    scenario.when(passOnSupport(projectId, hoa)).refuses('recipient-not-eligible', { reason: 'class-not-targeted' })
    scenario.when(passOnSupport(projectId, minh, { amountDong: 1, occurredOn: '2025-12-02' })).refuses('recipient-not-eligible', { reason: 'escaped-too-long-ago' })
  })

  it('refuses a household that the project has supported, by approval or by passing on', () => {
    const { scenario, projectId, sinh, minh } = pooled()
    scenario.when(passOnSupport(projectId, sinh)).refuses('recipient-already-supported')
    scenario.given(passOnSupport(projectId, minh))
    scenario.when(passOnSupport(projectId, minh, { amountDong: 1, occurredOn: '2025-01-10', paper: paper('31/BB') })).refuses('recipient-already-supported')
  })

  it('passes money and an animal on to one household in one day', () => {
    const { scenario, projectId, minh } = pooled()
    scenario.given(passOnSupport(projectId, minh))
    scenario.when(passOnSupport(projectId, minh, cow)).records('support-passed-on')
  })

  it('refuses the same paper twice for a household, and both forms at once', () => {
    const { scenario, projectId, minh } = pooled()
    scenario.given(passOnSupport(projectId, minh, { amountDong: 1_000_000 }))
    scenario.when(passOnSupport(projectId, minh, { amountDong: 1_000_000 })).refuses('paper-already-recorded')
    scenario.when(passOnSupport(projectId, minh, { amountDong: 1, ...cow })).refuses('exactly-one-form')
  })
})
