import { describe, expect, it } from '@jest/globals'
import { commune, province, registerCommune, registerUnit } from '../testing/examples.js'
import { Scenario } from '../testing/scenario.js'
import { refuseUnlessUnitValid, unit, unitId } from './unit.js'

describe('registering a unit', () => {
  it('records it and the unit above it', () => {
    const scenario = new Scenario().given(registerUnit(), registerCommune())
    expect(scenario.lastEvent).toMatchObject({ subject: 'unit:vn-2025/05551', tags: ['unit:vn-2025/05551', 'unit:vn-2025/19'] })
    expect(scenario.state(unit(unitId(commune)))).toEqual({ registered: { name: 'Xã Văn Hán', level: 'commune', parent: province, areaKind: 'difficult', validFrom: '2004-07-08' } })
  })

  it('leaves the unit above as it was', () => {
    const scenario = new Scenario().given(registerUnit(), registerCommune())
    expect(scenario.state(unit(unitId(province))).registered?.name).toBe('Tỉnh Thái Nguyên')
  })

  it('lets a code of another code set name another unit', () =>
    new Scenario().given(registerUnit(), registerCommune()).when(registerCommune({ unit: { codeSet: 'vn-2021', code: commune.code }, name: 'Xã Khe Mo' })).records('unit-registered'))

  it('refuses a code that is taken', () =>
    new Scenario().given(registerUnit(), registerCommune()).when(registerCommune({ name: 'Xã Khe Mo' })).refuses('unit-already-registered', { name: 'Xã Văn Hán' }))

  it('refuses a unit above it that is unknown, itself too', () => {
    new Scenario().when(registerCommune()).refuses('unit-unknown', { unit: province })
    new Scenario().when(registerCommune({ parent: commune })).refuses('unit-unknown', { unit: commune })
  })

  it('refuses a unit above it that did not exist yet', () =>
    new Scenario().given(registerUnit({ validFrom: '2025-07-01' })).when(registerCommune()).refuses('unit-not-valid-on-day', { day: '2004-07-08' }))

  it('refuses a period that ends before it starts', () => new Scenario().when(registerUnit({ validTo: '2004-07-07' })).refuses('period-ends-before-it-starts'))

  it('exists from its first day to the end of its last', () => {
    const state = new Scenario().given(registerUnit({ validTo: '2025-06-30' })).state(unit(unitId(province)))
    const codes = ['2004-07-07', '2004-07-08', '2025-06-30', '2025-07-01'].map((day) => refuseUnlessUnitValid(province, state, day)?.code)
    expect(codes).toEqual(['unit-not-valid-on-day', undefined, undefined, 'unit-not-valid-on-day'])
  })
})
