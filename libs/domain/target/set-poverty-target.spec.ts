import { describe, expect, it } from '@jest/globals'
import { commune, correctEvent, province, registerCommune, registerUnit, setPovertyTarget, withoutDayAndPaper } from '../testing/examples.js'
import { Scenario } from '../testing/scenario.js'
import { povertyTarget, povertyTargetId } from './poverty-target.js'

const registered = () => new Scenario().given(registerUnit(), registerCommune())
const targetsOf = (scenario: Scenario) => scenario.state(povertyTarget(povertyTargetId(commune, 2023))).set?.targets

describe('setting poverty reduction targets', () => {
  it('records how many households a unit is to bring out of each class in a year', () => {
    const scenario = registered()
    scenario.when(setPovertyTarget()).records('poverty-target-set')
    expect(scenario.lastEvent).toMatchObject({ subject: 'target:vn-2025/05551/2023', tags: ['target:vn-2025/05551/2023', 'unit:vn-2025/05551'] })
    expect(targetsOf(scenario)).toEqual([{ povertyClass: 'poor', households: 35 }, { povertyClass: 'near-poor', households: 20 }])
  })

  it('lets other units and other years have theirs by the same paper', () => {
    const scenario = registered().given(setPovertyTarget())
    scenario.when(setPovertyTarget({ unit: province })).records('poverty-target-set')
    scenario.when(setPovertyTarget({ year: 2024 })).records('poverty-target-set')
  })

  it('refuses a second set for a unit and year, which is put right by correction', () => {
    const scenario = registered().given(setPovertyTarget())
    const { eventId } = scenario.lastEvent
    scenario.when(setPovertyTarget()).refuses('target-already-set', { year: 2023, eventId })
    scenario.given(correctEvent(eventId, withoutDayAndPaper(setPovertyTarget({ targets: [{ povertyClass: 'poor', households: 40 }] }))))
    expect(targetsOf(scenario)).toEqual([{ povertyClass: 'poor', households: 40 }])
    scenario.given(correctEvent(eventId)).when(setPovertyTarget()).records('poverty-target-set')
  })

  it('refuses a class that is named twice', () => {
    const twice = [{ povertyClass: 'poor', households: 1 }, { povertyClass: 'poor', households: 2 }]
    registered().when(setPovertyTarget({ targets: twice })).refuses('target-class-repeated', { povertyClass: 'poor' })
  })

  it('refuses a unit that is unknown', () => new Scenario().when(setPovertyTarget()).refuses('unit-unknown'))
})
