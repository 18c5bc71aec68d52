import { describe, expect, it } from '@jest/globals'
import { sumDong, type FundingLine } from '../core/money.js'
import { correctEvent, paper, withoutDayAndPaper } from '../testing/examples.js'
import { approved, approveProject, createObligation, handOverAnimal, handOverGoods, handOverMoney, owing, proposed, recordHandoverRefusal } from '../testing/examples-project.js'
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

describe('handing goods over', () => {
  it('records them at quantity times unit price, as support under the lines of the budget', () => {
    const { scenario, projectId, sinh } = approved()
    scenario.when(handOverGoods(projectId, sinh)).records('goods-handed-over')
    const { valueDong, fundingLines } = scenario.lastEvent.data as { valueDong: number; fundingLines: FundingLine[] }
    expect(valueDong).toBe(3_500_000)
    expect(fundingLines.map(({ source, amountDong }) => [source, amountDong])).toEqual([['central', 3_150_000], ['provincial', 350_000]])
    expect(scenario.state(project(projectId))).toMatchObject({ handedOverDong: 3_500_000, households: { [sinh]: { handedOverDong: 3_500_000, animals: {} } } })
  })

  it('counts them with money and animals in the support that was approved', () => {
    const { scenario, projectId, sinh } = approved()
    scenario.given(handOverMoney(projectId, sinh, { amountDong: 10_500_001 }))
    scenario.when(handOverGoods(projectId, sinh)).refuses('support-exceeds-approved', { leftDong: 3_499_999, askedDong: 3_500_000 })
  })

  it('refuses a project not yet approved, a household that is not supported, and the same paper twice', () => {
    const at = proposed()
    const { scenario, projectId, sinh, minh } = at
    scenario.when(handOverGoods(projectId, sinh)).refuses('project-not-approved-on-day')
    scenario.given(approveProject(projectId, at))
    scenario.when(handOverGoods(projectId, minh)).refuses('household-not-a-beneficiary')
    scenario.given(handOverGoods(projectId, sinh)).when(handOverGoods(projectId, sinh)).refuses('paper-already-recorded')
  })

  it('is what a household can owe for, and stays as much also after corrections', () => {
    const { scenario, projectId, sinh } = approved()
    const { eventId } = scenario.given(handOverGoods(projectId, sinh)).lastEvent
    const other = (quantity: number) => withoutDayAndPaper(handOverGoods(projectId, sinh, { items: [{ item: 'Cám', quantity, unitName: 'bao', unitPriceDong: 1_000_000 }] }))
    scenario.given(createObligation(projectId, sinh, { amountDong: 3_500_000 }))
    scenario.when(correctEvent(eventId, other(3))).refuses('owed-above-support')
    scenario.when(correctEvent(eventId, other(15))).refuses('support-exceeds-approved', { leftDong: 14_000_000 })
    scenario.when(correctEvent(eventId, other(14))).records('event-corrected')
  })
})

describe('refusing a handover', () => {
  it('records it: nothing is delivered, and another household can get the animal', () => {
    const { scenario, projectId, sinh, lan } = approved()
    scenario.when(recordHandoverRefusal(projectId, sinh)).records('handover-refused')
    expect(scenario.lastEvent.tags).toEqual(expect.arrayContaining(['animal:TN-0001', `household:${sinh}`, `project:${projectId}`]))
    expect(scenario.state(project(projectId)).handedOverDong).toBe(0)
    scenario.given(handOverAnimal(projectId, lan))
    expect(holderOf(scenario.state(animal('TN-0001')))?.value.holder).toBe(`household:${lan}`)
  })

  it('records refused money and goods, and an animal without a tag', () => {
    const { scenario, projectId, sinh } = approved()
    const untagged = (what: string) => recordHandoverRefusal(projectId, sinh, { what, animalTag: undefined })
    scenario.given(untagged('money'), untagged('goods'), untagged('animal'))
    scenario.when(recordHandoverRefusal(projectId, sinh, { what: 'goods' })).refuses('tag-without-animal', { what: 'goods' })
  })

  it('refuses a project not yet approved, and a household that the approval does not name', () => {
    const { scenario, projectId, minh, sinh } = approved()
    scenario.when(recordHandoverRefusal(projectId, minh)).refuses('household-not-a-beneficiary')
    scenario.when(recordHandoverRefusal(projectId, sinh, { occurredOn: '2023-10-29' })).refuses('project-not-approved-on-day')
  })

  it('refuses it of a household that had got everything before, judged by the day whatever was typed in first', () => {
    const { scenario, projectId, lan } = owing()
    const refusal = (day: string) => recordHandoverRefusal(projectId, lan, { occurredOn: day, animalTag: 'TN-0009' })
    scenario.when(refusal('2023-11-21')).refuses('nothing-left-to-refuse', { approvedDong: 12_000_000, gotDong: 12_000_000 })
    scenario.when(refusal('2023-11-20')).records('handover-refused')
  })

  it('refuses an animal that a household had held before that day', () => {
    const { scenario, projectId, sinh, lan } = owing()
    scenario.when(recordHandoverRefusal(projectId, sinh, { occurredOn: '2023-11-21' })).refuses('refused-animal-held', { holder: `household:${lan}`, since: '2023-11-20' })
    scenario.when(recordHandoverRefusal(projectId, sinh, { occurredOn: '2023-11-19' })).records('handover-refused')
  })

  it('refuses the same minutes twice, and to annul the approval under it', () => {
    const { scenario, projectId, sinh, approvalId } = approved()
    const { eventId } = scenario.given(recordHandoverRefusal(projectId, sinh)).lastEvent
    scenario.when(recordHandoverRefusal(projectId, sinh)).refuses('paper-already-recorded')
    scenario.when(correctEvent(approvalId)).refuses('project-facts-need-approval')
    scenario.given(correctEvent(eventId)).when(correctEvent(approvalId)).records('event-corrected')
  })
})
