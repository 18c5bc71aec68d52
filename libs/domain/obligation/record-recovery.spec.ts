import { describe, expect, it } from '@jest/globals'
import { paper } from '../testing/examples.js'
import { calf, createObligation, handOverAnimal, owing, pooled, recordRecovery } from '../testing/examples-project.js'
import { pool } from '../rotation/pool.js'
import { animal, holderOf } from '../support/animal.js'
import { obligation, outstanding } from './obligation.js'

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'

describe('recording a recovery', () => {
  it('lowers what is outstanding and fills the pool, money and animals apart', () => {
    const { scenario, projectId, moneyObligation, animalObligation } = pooled()
    expect(outstanding(scenario.state(obligation(moneyObligation.id)))).toBe(1_000_000)
    expect(outstanding(scenario.state(obligation(animalObligation.id)))).toBe(0)
    expect(scenario.state(pool(projectId))).toMatchObject({ moneyDong: 3_000_000, animals: { 'cow/TN-0101': { species: 'cow', count: 1 } } })
    expect(holderOf(scenario.state(animal('TN-0101')))?.value.holder).toBe(`pool:${projectId}`)
  })

  it('takes the very animal that was handed over', () => {
    const { scenario, projectId, animalObligation } = owing()
    scenario.when(recordRecovery(animalObligation.id, { animals: { ...calf, tags: [{ animalTag: 'TN-0001' }] } })).records('recovery-received')
    expect(scenario.state(animal('TN-0001')).holdings.map(({ value }) => value.holder)).toEqual([expect.stringContaining('household:'), `pool:${projectId}`])
  })

  it('refuses an obligation that is not there', () => {
    const { scenario } = owing()
    scenario.when(recordRecovery(unknownId)).refuses('obligation-unknown')
  })

  it('refuses a day before the obligation', () => {
    const { scenario, moneyObligation } = owing()
    scenario.when(recordRecovery(moneyObligation.id, { amountDong: 1, occurredOn: '2023-11-24' })).refuses('recovery-before-obligation', { createdOn: '2023-11-25' })
  })

  it('refuses more than is outstanding', () => {
    const { scenario, moneyObligation } = pooled()
    const recovery = (amountDong: number) => recordRecovery(moneyObligation.id, { amountDong, paper: paper('22/PT') })
    scenario.when(recovery(1_000_001)).refuses('recovery-exceeds-outstanding', { outstanding: 1_000_000, recovered: 1_000_001 })
    scenario.when(recovery(1_000_000)).records('recovery-received')
  })

  it('refuses another unit than the one that is owed, and another species', () => {
    const { scenario, moneyObligation, animalObligation } = owing()
    scenario.when(recordRecovery(animalObligation.id)).refuses('recovery-in-other-unit', { owedUnit: 'cow', givenUnit: 'dong' })
    scenario.when(recordRecovery(moneyObligation.id, { animals: calf })).refuses('recovery-in-other-unit', { owedUnit: 'dong', givenUnit: 'cow' })
    scenario.when(recordRecovery(animalObligation.id, { animals: { ...calf, species: 'goat' } })).refuses('recovery-in-other-unit')
  })

  it('refuses the same receipt twice', () => {
    const { scenario, moneyObligation } = pooled()
    scenario.when(recordRecovery(moneyObligation.id, { amountDong: 1_000_000 })).refuses('paper-already-recorded')
  })

  it('refuses both forms at once', () => {
    const { scenario, animalObligation } = owing()
    scenario.when(recordRecovery(animalObligation.id, { amountDong: 1, animals: calf })).refuses('exactly-one-form')
  })

  it("refuses an animal that is named twice, another's animal, and one that moved later", () => {
    const { scenario, projectId, sinh, lan } = owing()
    const goat = (animalTag: string, fields = {}) => handOverAnimal(projectId, sinh, { species: 'goat', animalTag, valueDong: 1_000_000, ...fields })
    scenario.given(goat('TN-D01'), goat('TN-D02'), goat('TN-D03', { occurredOn: '2024-12-01' }))
    const obligationId = scenario.idOf(createObligation(projectId, sinh, { animals: { species: 'goat', count: 3 } }), 'obligationId')
    const recovery = (...tags: string[]) => recordRecovery(obligationId, { animals: { species: 'goat', tags: tags.map((animalTag) => ({ animalTag })), valueDong: 2_000_000 } })
    scenario.when(recovery('TN-D01', 'TN-D01')).refuses('animal-named-twice', { animalTag: 'TN-D01' })
    scenario.when(recovery('TN-D01', 'TN-0001')).refuses('animal-held-by-another', { holder: `household:${lan}` })
    scenario.when(recovery('TN-D03')).refuses('animal-moved-after-day', { movedOn: '2024-12-01' })
    scenario.when(recovery('TN-D01', 'TN-D02')).records('recovery-received')
    expect(outstanding(scenario.state(obligation(obligationId)))).toBe(1)
  })
})
