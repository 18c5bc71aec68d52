import { describe, expect, it } from '@jest/globals'
import { openFieldsOf } from '../core/sealing.js'
import { assignCapital, classifyHousehold, correctEvent, formGroup, openProgramme, publishRuleSet, registerCommune, registerHousehold, registerUnit, withoutDayAndPaper } from '../testing/examples.js'
import { Scenario } from '../testing/scenario.js'
import { getDefinition, inTodaysShape, markedFieldsOf } from './index.js'

const recorded = () => {
  const scenario = new Scenario().given(registerUnit(), registerCommune())
  const programmeId = scenario.idOf(openProgramme(), 'programmeId')
  const householdId = scenario.given(publishRuleSet(programmeId), assignCapital(programmeId)).idOf(registerHousehold(), 'householdId')
  const right = withoutDayAndPaper(registerHousehold({ address: 'Số 5' }))
  scenario.given(correctEvent(scenario.lastEvent.eventId, right), classifyHousehold(householdId), formGroup([householdId]))
  return scenario.events
}

describe('the catalogue', () => {
  it('describes what happened in both languages, and says nothing that is sealed', () => {
    for (const { type, data, subject } of recorded()) {
      const { vi, en } = getDefinition(type).describe(data as never)
      expect(vi).toMatch(/^[^{}]+$/)
      expect(en).toMatch(/^[^{}]+$/)
      const clear = openFieldsOf(markedFieldsOf({ type, data }), data, subject).flatMap(({ value }) => (typeof value === 'string' ? [value] : Object.values(value as object)))
      for (const each of clear) expect(`${vi} ${en}`).not.toContain(each)
    }
  })

  it('has tags sorted and without repeats, the subject among them', () => {
    for (const { tags, subject } of recorded()) {
      expect(tags).toEqual([...new Set(tags)].sort())
      expect(tags).toContain(subject)
    }
  })

  it('seals in a correction what it seals in the corrected type, and the finding', () => {
    const correction = recorded().find(({ type }) => type === 'event-corrected')
    const fields = openFieldsOf(markedFieldsOf({ type: 'event-corrected', data: correction?.data }), correction?.data, correction?.subject ?? '').map(({ field }) => field)
    expect(fields).toEqual(['finding', 'replacement.village', 'replacement.address', 'replacement.members.0.identity', 'replacement.members.1.identity'])
  })

  it('leaves an event in its own version as it is, and knows no other types', () => {
    const event = { type: 'unit-registered', version: 1, data: {} }
    expect(inTodaysShape(event)).toBe(event)
    expect(() => getDefinition('unit-dissolved')).toThrow('no event unit-dissolved')
  })
})
