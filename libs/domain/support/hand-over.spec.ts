import { describe, expect, it } from '@jest/globals'
import { sumDong, type FundingLine } from '../core/money.js'
import { paper } from '../testing/examples.js'
import { approved, handOverAnimal, handOverMoney, owing, proposed } from '../testing/examples-project.js'
import { project } from '../project/project.js'
import { animal, holderOf } from './animal.js'

describe('handing money over', () => {
  it('records it, split over the lines of the approved budget', () => {
    const { scenario, projectId, sinh } = approved()
    scenario.when(handOverMoney(projectId, sinh)).records('money-handed-over')
    expect((scenario.lastEvent.data as { fundingLines: FundingLine[] }).fundingLines.map(({ source, amountDong }) => [source, amountDong])).toEqual([['central', 9_000_000], ['provincial', 1_000_000]])
  })

  it('never overspends a line of the budget, however it is split', () => {
    const { scenario, projectId, sinh, lan } = approved()
    const handOver = (householdId: string, amounts: readonly number[]) =>
      amounts.forEach((amountDong, index) => scenario.given(handOverMoney(projectId, householdId, { amountDong, paper: paper(`${index}/BB`) })))
    handOver(sinh, [1, 1, 1, 1, 1, 1, 1, 333_331, 13_666_662])
    handOver(lan, [7, 7, 11_999_986])
    const lines = scenario.events.filter(({ type }) => type === 'money-handed-over').flatMap(({ data }) => (data as { fundingLines: FundingLine[] }).fundingLines)
    expect(sumDong(lines)).toBe(26_000_000)
    expect(sumDong(lines.filter(({ source }) => source === 'provincial'))).toBeLessThanOrEqual(3_000_000)
    expect(sumDong(lines.filter(({ source }) => source === 'central'))).toBeLessThanOrEqual(27_000_000)
  })

  it('refuses a project that was not approved on the day', () => {
    const { scenario, projectId, sinh } = proposed()
    scenario.when(handOverMoney(projectId, sinh)).refuses('project-not-approved-on-day')
  })

  it('refuses a participant that the approval does not support', () => {
    const { scenario, projectId, minh } = approved()
    scenario.when(handOverMoney(projectId, minh)).refuses('household-not-a-beneficiary', { householdId: minh })
  })

  it('refuses more than is left of the approved support', () => {
    const { scenario, projectId, sinh } = approved()
    scenario.given(handOverMoney(projectId, sinh))
    scenario.when(handOverMoney(projectId, sinh, { amountDong: 4_000_001, paper: paper('06/BB') })).refuses('support-exceeds-approved', { leftDong: 4_000_000, askedDong: 4_000_001 })
    scenario.when(handOverMoney(projectId, sinh, { amountDong: 4_000_000, paper: paper('06/BB') })).records('money-handed-over')
  })

  it('refuses the same paper twice for a household', () => {
    const { scenario, projectId, sinh, lan } = approved()
    scenario.given(handOverMoney(projectId, sinh, { amountDong: 1_000_000 }))
    scenario.when(handOverMoney(projectId, sinh, { amountDong: 1_000_000 })).refuses('paper-already-recorded')
    scenario.when(handOverMoney(projectId, lan)).records('money-handed-over')
  })
})

describe('handing an animal over', () => {
  it('records it: the household holds the animal, and its value counts as support', () => {
    const { scenario, projectId, lan } = owing()
    expect(holderOf(scenario.state(animal('TN-0001')))).toEqual({ from: '2023-11-20', value: { holder: `household:${lan}` } })
    expect(scenario.state(project(projectId)).households[lan]).toMatchObject({ handedOverDong: 12_000_000, animals: { cow: 1 } })
  })

  it('refuses an animal that somebody holds', () => {
    const { scenario, projectId, sinh, lan } = owing()
    scenario.when(handOverAnimal(projectId, sinh, { valueDong: 1_000_000 })).refuses('animal-already-handed-over', { holder: `household:${lan}` })
  })

  it('hands several animals over by one paper, each once', () => {
    const { scenario, projectId, sinh } = approved()
    const goat = (animalTag: string) => handOverAnimal(projectId, sinh, { species: 'goat', animalTag, valueDong: 3_000_000 })
    scenario.given(goat('TN-D01'), goat('TN-D02'))
    scenario.when(goat('TN-D02')).refuses('paper-already-recorded')
    expect(scenario.state(project(projectId)).households[sinh]?.animals).toEqual({ goat: 2 })
  })

  it('refuses an animal worth more than is left of the approved support, and a household without any', () => {
    const { scenario, projectId, lan, minh } = approved()
    scenario.when(handOverAnimal(projectId, lan, { valueDong: 12_000_001 })).refuses('support-exceeds-approved', { leftDong: 12_000_000 })
    scenario.when(handOverAnimal(projectId, minh)).refuses('household-not-a-beneficiary')
  })
})
