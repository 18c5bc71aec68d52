import { describe, expect, it } from '@jest/globals'
import { assignCapital, commune, correctEvent, fundingLineOf, openProgramme, paper, province, registerCommune, registerUnit, withoutDayAndPaper } from '../testing/examples.js'
import { Scenario } from '../testing/scenario.js'
import { allocation } from './allocation.js'

const opened = () => {
  const scenario = new Scenario().given(registerUnit(), registerCommune())
  return { scenario, programmeId: scenario.idOf(openProgramme(), 'programmeId') }
}

const untouched = { committedDong: 0, assignedDownDong: 0, paidDong: 0 }

describe('assigning capital', () => {
  it('records it, each line under the code of its programme', () => {
    const { scenario, programmeId } = opened()
    const allocationId = scenario.idOf(assignCapital(programmeId), 'allocationId')
    expect(scenario.lastEvent.tags).toEqual(expect.arrayContaining([`allocation:${allocationId}`, `programme:${programmeId}`, 'unit:vn-2025/05551', expect.stringMatching(/^paper:/)]))
    expect(scenario.state(allocation(allocationId))).toEqual({
      assigned: { allocationId, programmeId, unit: commune, budgetYear: 2023, assignedOn: '2023-02-10' },
      lines: [
        { programme: 'NTP-PR', component: 'DA3-TDA1', source: 'central', budgetYear: 2023, amountDong: 490_000_000, leftDong: 490_000_000, ...untouched },
        { programme: 'NTP-PR', component: 'DA3-TDA1', source: 'provincial', budgetYear: 2023, amountDong: 49_000_000, leftDong: 49_000_000, ...untouched },
      ],
    })
  })

  it('lets one decision assign to many units', () => {
    const { scenario, programmeId } = opened()
    scenario.given(assignCapital(programmeId)).when(assignCapital(programmeId, { unit: province })).records('capital-assigned')
  })

  it('refuses the same paper twice for a unit, however its number is typed', () => {
    const { scenario, programmeId } = opened()
    scenario.given(assignCapital(programmeId))
    const { eventId } = scenario.lastEvent
    scenario.when(assignCapital(programmeId)).refuses('paper-already-recorded', { eventId, number: '312/QĐ-UBND', date: '2023-02-10' })
    scenario.when(assignCapital(programmeId, { paper: { ...paper(' 312/qđ-ubnd', '2023-02-10'), issuer: 'UBND  Tỉnh' } })).refuses('paper-already-recorded', { eventId })
    scenario.when(assignCapital(programmeId, { paper: paper('312/QĐ-UBND', '2023-02-09') })).records('capital-assigned')
  })

  it('refuses a programme that is unknown', () =>
    opened().scenario.when(assignCapital('6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a')).refuses('programme-unknown'))

  it('refuses a day outside the programme', () => {
    const { scenario, programmeId } = opened()
    scenario.when(assignCapital(programmeId, { occurredOn: '2026-01-02' })).refuses('programme-not-open-on-day', { day: '2026-01-02' })
  })

  it('refuses a unit that is unknown, or did not exist on the day', () => {
    const { scenario, programmeId } = opened()
    scenario.when(assignCapital(programmeId, { unit: { codeSet: 'vn-2021', code: '05551' } })).refuses('unit-unknown')
    scenario.given(registerUnit({ unit: { codeSet: 'vn-2025', code: '05560' }, name: 'Xã Quang Sơn', validFrom: '2025-07-01' }))
    scenario.when(assignCapital(programmeId, { unit: { codeSet: 'vn-2025', code: '05560' } })).refuses('unit-not-valid-on-day', { name: 'Xã Quang Sơn' })
  })

  it('refuses a line that is repeated', () => {
    const { scenario, programmeId } = opened()
    scenario.when(assignCapital(programmeId, { fundingLines: [fundingLineOf(), fundingLineOf({ amountDong: 1 })] })).refuses('funding-line-repeated', { line: 'NTP-PR|DA3-TDA1|central|2023|' })
  })

  it('keeps money that is carried over on a line of its own', () => {
    const { scenario, programmeId } = opened()
    scenario.when(assignCapital(programmeId, { fundingLines: [fundingLineOf(), fundingLineOf({ carriedFrom: 2022 })] })).records('capital-assigned')
  })

  it('refuses money that is carried over from no earlier year', () => {
    const { scenario, programmeId } = opened()
    scenario.when(assignCapital(programmeId, { fundingLines: [fundingLineOf({ carriedFrom: 2023 })] })).refuses('carried-from-later-year', { carriedFrom: 2023, budgetYear: 2023 })
  })
})

describe('assigning capital down', () => {
  /** The province has 490 + 49 million, of which the district gets a part; a commune of the district stands beside one that stands right under the province. */
  const levels = () => {
    const { scenario, programmeId } = opened()
    scenario.given(registerUnit({ unit: district, name: 'Huyện Đồng Hỷ', level: 'district', parent: province }), registerCommune({ unit: inDistrict, name: 'Xã Khe Mo', parent: district }))
    const provinceId = scenario.idOf(assignCapital(programmeId, { unit: province }), 'allocationId')
    const down = (fields: object = {}, amountDong = 90_000_000) => assignCapital(programmeId, { paper: paper('15/QĐ-UBND', '2023-02-20'), occurredOn: '2023-02-20', fromAllocationId: provinceId, fundingLines: [fundingLineOf({ amountDong })], ...fields })
    const lines = (allocationId: string) => scenario.state(allocation(allocationId)).lines
    return { scenario, programmeId, provinceId, down, lines }
  }
  const district = { codeSet: 'vn-2025', code: '169' }
  const inDistrict = { codeSet: 'vn-2025', code: '05560' }

  it('takes it from what is left above, level by level, and keeps where it came from', () => {
    const { scenario, provinceId, down, lines } = levels()
    const districtId = scenario.idOf(down({ unit: district }), 'allocationId')
    expect(scenario.lastEvent).toMatchObject({ subject: `allocation:${districtId}`, tags: expect.arrayContaining([`allocation:${districtId}`, `allocation:${provinceId}`]) })
    const communeId = scenario.idOf(down({ unit: inDistrict, fromAllocationId: districtId }, 40_000_000), 'allocationId')
    expect(lines(provinceId)).toMatchObject([{ source: 'central', amountDong: 490_000_000, leftDong: 400_000_000, assignedDownDong: 90_000_000 }, { source: 'provincial', leftDong: 49_000_000 }])
    expect(lines(districtId)).toMatchObject([{ amountDong: 90_000_000, leftDong: 50_000_000, assignedDownDong: 40_000_000 }])
    expect(lines(communeId)).toMatchObject([{ amountDong: 40_000_000, leftDong: 40_000_000, assignedDownDong: 0 }])
  })

  it('goes from the province to communes right under it, and past the district', () => {
    const { scenario, down } = levels()
    scenario.when(down()).records('capital-assigned')
    scenario.when(down({ unit: inDistrict })).records('capital-assigned')
  })

  it('refuses to go up, sideways or to itself', () => {
    const { scenario, down } = levels()
    const communeId = scenario.idOf(down(), 'allocationId')
    for (const unit of [province, inDistrict, commune]) {
      scenario.when(down({ unit, fromAllocationId: communeId, paper: paper('16/QĐ') })).refuses('allocation-not-from-above', { fromCode: commune.code, unit })
    }
  })

  it('refuses more than is left above, a line that is not there, and an allocation that is not there yet', () => {
    const { scenario, down } = levels()
    scenario.given(down({}, 490_000_000))
    scenario.when(down({ unit: district }, 1)).refuses('allocation-exceeded', { leftDong: 0, askedDong: 1 })
    scenario.when(down({ unit: district, fundingLines: [fundingLineOf({ source: 'commune' })] })).refuses('funding-line-unknown', { line: 'NTP-PR|DA3-TDA1|commune|2023|' })
    scenario.when(down({ unit: district, fromAllocationId: '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a' })).refuses('allocation-unknown')
    scenario.when(down({ unit: district, occurredOn: '2023-02-09' })).refuses('allocation-not-yet-assigned', { assignedOn: '2023-02-10' })
  })

  it('refuses capital of another programme', () => {
    const { scenario, down, programmeId } = levels()
    const otherId = scenario.idOf(openProgramme({ code: 'NTP-NRD', name: 'Nông thôn mới' }), 'programmeId')
    scenario.when(down({ programmeId: otherId })).refuses('allocation-of-other-programme', { programmeId })
  })

  it('is put right within what is left above, and not annulled under what came from it', () => {
    const { scenario, provinceId, down, lines } = levels()
    const provinceEventId = scenario.lastEvent.eventId
    const districtId = scenario.idOf(down({ unit: district }), 'allocationId')
    const districtEventId = scenario.lastEvent.eventId
    scenario.given(down({ unit: inDistrict, fromAllocationId: districtId }, 40_000_000))
    const right = (amountDong: number) => correctEvent(districtEventId, withoutDayAndPaper(down({ unit: district }, amountDong)))
    scenario.when(right(490_000_001)).refuses('allocation-exceeded', { leftDong: 490_000_000 })
    scenario.when(right(39_999_999)).refuses('allocation-overspent', { overDong: 1 })
    scenario.given(right(490_000_000))
    expect(lines(provinceId)[0]).toMatchObject({ leftDong: 0, assignedDownDong: 490_000_000 })
    scenario.when(correctEvent(districtEventId)).refuses('still-in-use')
    scenario.when(correctEvent(provinceEventId)).refuses('still-in-use')
  })
})
