import { describe, expect, it } from '@jest/globals'
import { allocation } from '../capital/allocation.js'
import { MalformedCommand } from '../core/parse-command.js'
import { household, classOn } from '../household/household.js'
import { person } from '../household/person.js'
import { programme } from '../programme/programme.js'
import {
  assignCapital, classifyHousehold, correctEvent, formGroup, fundingLineOf, head, openProgramme, paper, publishRuleSet, registerCommune, registerHousehold, registerHouseholdOf, registerUnit,
  withoutDayAndPaper,
} from '../testing/examples.js'
import { personIdOf, Scenario } from '../testing/scenario.js'

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'

const capital = () => {
  const scenario = new Scenario().given(registerUnit(), registerCommune())
  const programmeId = scenario.idOf(openProgramme(), 'programmeId')
  const allocationId = scenario.idOf(assignCapital(programmeId), 'allocationId')
  const amounts = (...amountsDong: number[]) => withoutDayAndPaper(assignCapital(programmeId, { fundingLines: [fundingLineOf({ amountDong: amountsDong[0] })] }))
  const leftDong = () => scenario.state(allocation(allocationId)).lines.map((line) => line.leftDong)
  return { scenario, programmeId, allocationId, eventId: scenario.lastEvent.eventId, amounts, leftDong }
}

const registered = () => {
  const scenario = new Scenario().given(registerUnit(), registerCommune())
  const householdId = scenario.idOf(registerHousehold(), 'householdId')
  return { scenario, householdId, eventId: scenario.lastEvent.eventId }
}

describe('correcting an event', () => {
  it('replaces what it says, under the day and the tags of the original and a paper of its own', () => {
    const { scenario, eventId, amounts, leftDong } = capital()
    const original = scenario.lastEvent
    scenario.when(correctEvent(eventId, amounts(400_000_000))).records('event-corrected')
    expect(leftDong()).toEqual([400_000_000])
    expect(scenario.lastEvent).toMatchObject({ occurredOn: '2023-02-10', tags: original.tags, subject: original.subject, correctsEventId: eventId, paper: { number: '02/KL-TTr' } })
  })

  it('holds as last corrected', () => {
    const { scenario, eventId, amounts, leftDong } = capital()
    scenario.given(correctEvent(eventId, amounts(400_000_000)), correctEvent(eventId, amounts(450_000_000)))
    expect(leftDong()).toEqual([450_000_000])
  })

  it('annuls it: nothing of it is left, and its paper can be recorded anew', () => {
    const { scenario, eventId, householdId } = registered()
    scenario.given(correctEvent(eventId))
    expect(scenario.state(household(householdId))).toEqual({ classes: [] })
    expect(scenario.state(person(personIdOf('019185000123')))).toEqual({ households: {} })
    scenario.when(registerHousehold()).records('household-registered')
  })

  it('puts a member right, whose person is still of the same household', () => {
    const { scenario, eventId } = registered()
    const right = withoutDayAndPaper(registerHousehold({ members: [head({ name: 'Triệu Thị Sinh' }), { relation: 'spouse', name: 'Triệu Văn Nam' }] }))
    scenario.when(correctEvent(eventId, right)).records('event-corrected')
  })

  it('gives what held from a day on its right class', () => {
    const { scenario, householdId } = registered()
    scenario.given(classifyHousehold(householdId))
    scenario.given(correctEvent(scenario.lastEvent.eventId, withoutDayAndPaper(classifyHousehold(householdId, { povertyClass: 'near-poor' }))))
    expect(scenario.state(household(householdId)).classes).toHaveLength(1)
    expect(classOn(scenario.state(household(householdId)), '2023-06-01')?.povertyClass).toBe('near-poor')
  })

  it('lets a rule set of the same day be put right', () => {
    const { scenario, programmeId } = capital()
    scenario.given(publishRuleSet(programmeId))
    scenario.when(correctEvent(scenario.lastEvent.eventId, withoutDayAndPaper(publishRuleSet(programmeId, { name: 'Quy định đã sửa' })))).records('event-corrected')
    expect(scenario.state(programme(programmeId)).ruleSets).toHaveLength(1)
  })

  it('judges the right data by the rules of the original', () => {
    const { scenario, eventId, programmeId } = capital()
    const repeated = withoutDayAndPaper(assignCapital(programmeId, { fundingLines: [fundingLineOf(), fundingLineOf()] }))
    scenario.when(correctEvent(eventId, repeated)).refuses('funding-line-repeated')
  })

  it('names the wrong fields of the right data with their paths', () => {
    const { scenario, eventId } = registered()
    const wrong = correctEvent(eventId, withoutDayAndPaper(registerHousehold({ members: [head({ birthDate: '2023-02-29' })] })))
    expect(() => scenario.run(wrong)).toThrow(new MalformedCommand([{ field: 'replacement.members.0.birthDate', message: { vi: '', en: 'must be a day that exists, as YYYY-MM-DD' } }]))
  })

  it('refuses to move it to another subject', () => {
    const { scenario, householdId } = registered()
    const otherId = scenario.idOf(registerHouseholdOf('019185000999'), 'householdId')
    const { eventId } = scenario.given(classifyHousehold(householdId)).lastEvent
    scenario.when(correctEvent(eventId, withoutDayAndPaper(classifyHousehold(otherId)))).refuses('correction-changes-subject')
  })

  it('refuses to put another person in', () => {
    const { scenario, eventId } = registered()
    scenario.when(correctEvent(eventId, withoutDayAndPaper(registerHouseholdOf('019185000999')))).refuses('correction-changes-subject')
  })

  it('refuses a correction that changes nothing, of the original or of the last correction', () => {
    const { scenario, eventId, programmeId, amounts } = capital()
    scenario.when(correctEvent(eventId, withoutDayAndPaper(assignCapital(programmeId)))).refuses('correction-changes-nothing', { eventId })
    scenario.given(correctEvent(eventId, amounts(400_000_000))).when(correctEvent(eventId, amounts(400_000_000))).refuses('correction-changes-nothing')
    scenario.when(correctEvent(eventId, withoutDayAndPaper(assignCapital(programmeId)))).records('event-corrected')
  })

  it('refuses what has been annulled', () => {
    const { scenario, eventId } = registered()
    scenario.given(correctEvent(eventId))
    const annulledBy = scenario.lastEvent.eventId
    scenario.when(correctEvent(eventId)).refuses('event-already-annulled', { annulledBy })
    scenario.when(correctEvent(eventId, withoutDayAndPaper(registerHousehold()))).refuses('event-already-annulled')
  })

  it('refuses to correct a correction', () => {
    const { scenario, eventId } = registered()
    scenario.given(correctEvent(eventId)).when(correctEvent(scenario.lastEvent.eventId)).refuses('event-not-correctable', { type: 'event-corrected' })
  })

  it('refuses an event that is unknown', () => new Scenario().when(correctEvent(unknownId)).refuses('event-unknown', { eventId: unknownId }))

  it('refuses to annul what other events stand on, until those are annulled', () => {
    const { scenario, householdId, eventId } = registered()
    const classified = scenario.given(classifyHousehold(householdId)).lastEvent.eventId
    const grouped = scenario.given(formGroup([householdId])).lastEvent.eventId
    scenario.when(correctEvent(eventId)).refuses('still-in-use', { kind: 'household', uses: 2 })
    scenario.given(correctEvent(classified), correctEvent(grouped)).when(correctEvent(eventId)).records('event-corrected')
  })

  it('refuses to annul a programme with capital, and a unit with another below it', () => {
    const { scenario } = capital()
    const eventIdOf = (type: string) => scenario.events.find((event) => event.type === type)?.eventId ?? ''
    scenario.when(correctEvent(eventIdOf('programme-opened'))).refuses('still-in-use', { kind: 'programme', uses: 1 })
    scenario.when(correctEvent(eventIdOf('unit-registered'))).refuses('still-in-use', { kind: 'unit', uses: 1 })
  })

  it('refuses a person that has joined another household meanwhile', () => {
    const { scenario, eventId } = registered()
    scenario.given(correctEvent(eventId), registerHousehold({ paper: paper('20/BC-UBND', '2023-03-01') }))
    scenario.when(registerHousehold({ paper: paper('21/BC-UBND', '2023-03-02') })).refuses('person-already-in-household')
  })
})
