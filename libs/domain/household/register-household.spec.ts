import { describe, expect, it } from '@jest/globals'
import { markedFieldsOf } from '../catalogue/index.js'
import { openFieldsOf } from '../core/sealing.js'
import { commune, head, paper, registerCommune, registerHousehold, registerHouseholdOf, registerUnit } from '../testing/examples.js'
import { personIdOf, Scenario } from '../testing/scenario.js'
import { household } from './household.js'
import { householdOn, person } from './person.js'

const registered = () => new Scenario().given(registerUnit(), registerCommune())
const other = '019185000999'

describe('registering a household', () => {
  it('records it with a person for each member', () => {
    const scenario = registered()
    const householdId = scenario.idOf(registerHousehold(), 'householdId')
    const { registered: made } = scenario.state(household(householdId))
    expect(made).toMatchObject({ unit: commune, registeredOn: '2022-12-20', personIds: [personIdOf('019185000123'), expect.any(String)] })
    expect(scenario.lastEvent.tags).toEqual(expect.arrayContaining([`household:${householdId}`, ...(made?.personIds ?? []).map((id) => `person:${id}`)]))
    expect(householdOn(scenario.state(person(personIdOf('019185000123'))), '2022-12-20')).toBe(householdId)
  })

  it('seals village and address by the household, identities by the person', () => {
    const scenario = registered()
    const householdId = scenario.idOf(registerHousehold({ address: 'Số 5' }), 'householdId')
    const { data, subject, type } = scenario.lastEvent
    const keys = openFieldsOf(markedFieldsOf({ type, data }), data, subject).map(({ field, key }) => [field, key])
    const [headId, childId] = scenario.state(household(householdId)).registered?.personIds ?? []
    expect(keys).toEqual([
      ['village', `household:${householdId}`], ['address', `household:${householdId}`],
      ['members.0.identity', `person:${headId}`], ['members.1.identity', `person:${childId}`],
    ])
  })

  it('lets one list register many households', () => registered().given(registerHousehold()).when(registerHouseholdOf(other)).records('household-registered'))

  it.each([
    ['none', 0, [{ relation: 'spouse', name: 'Triệu Văn Bảo' }]],
    ['two', 2, [head(), head({ citizenNumber: other })]],
  ])('refuses %s for a head', (_, heads, members) => registered().when(registerHousehold({ members })).refuses('household-needs-one-head', { heads }))

  it('refuses a person that is named twice', () =>
    registered().when(registerHousehold({ members: [head(), { relation: 'child', name: 'Triệu Văn Nam' }, head({ relation: 'other' })] })).refuses('person-named-twice', { members: [1, 3] }))

  it('refuses a person of another household', () => {
    const scenario = registered()
    const householdId = scenario.idOf(registerHousehold(), 'householdId')
    scenario
      .when(registerHousehold({ paper: paper('16/BC-UBND', '2023-01-20'), members: [head({ citizenNumber: other }), head({ relation: 'spouse' })] }))
      .refuses('person-already-in-household', { member: 2, householdId, since: '2022-12-20' })
  })

  it('refuses a member born after the registration', () => {
    registered().when(registerHousehold({ members: [head({ birthDate: '2022-12-21' })] })).refuses('born-after-registration', { member: 1 })
    registered().when(registerHousehold({ members: [head({ birthDate: '2022-12-20' })] })).records('household-registered')
  })

  it('refuses the same paper twice for one head', () => registered().given(registerHousehold()).when(registerHousehold()).refuses('paper-already-recorded'))

  it('refuses a unit that is unknown, or did not exist on the day', () => {
    new Scenario().when(registerHousehold()).refuses('unit-unknown', { unit: commune })
    registered().when(registerHousehold({ occurredOn: '2004-07-07' })).refuses('unit-not-valid-on-day')
  })
})
