import { describe, expect, it } from '@jest/globals'
import { assignCapital, commune, fundingLineOf, openProgramme, paper, province, registerCommune, registerUnit } from '../testing/examples.js'
import { Scenario } from '../testing/scenario.js'
import { allocation, takeFromLines, type AllocationLine } from './allocation.js'

const opened = () => {
  const scenario = new Scenario().given(registerUnit(), registerCommune())
  return { scenario, programmeId: scenario.idOf(openProgramme(), 'programmeId') }
}

describe('assigning capital', () => {
  it('records it, each line under the code of its programme', () => {
    const { scenario, programmeId } = opened()
    const allocationId = scenario.idOf(assignCapital(programmeId), 'allocationId')
    expect(scenario.lastEvent.tags).toEqual(expect.arrayContaining([`allocation:${allocationId}`, `programme:${programmeId}`, 'unit:vn-2025/05551', expect.stringMatching(/^paper:/)]))
    expect(scenario.state(allocation(allocationId))).toEqual({
      assigned: { allocationId, programmeId, unit: commune, budgetYear: 2023, assignedOn: '2023-02-10' },
      lines: [
        { programme: 'NTP-PR', component: 'DA3-TDA1', source: 'central', budgetYear: 2023, amountDong: 490_000_000, leftDong: 490_000_000 },
        { programme: 'NTP-PR', component: 'DA3-TDA1', source: 'provincial', budgetYear: 2023, amountDong: 49_000_000, leftDong: 49_000_000 },
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

describe('taking from an allocation', () => {
  const line = { programme: 'NTP-PR', component: 'DA3-TDA1', source: 'central', budgetYear: 2023, amountDong: 100 } as const
  const invariant = (lines: readonly AllocationLine[]) => allocation.definition.invariant?.({ lines }, 'allocation:a')

  it('leaves the rest, down to nothing', () => {
    const lines = takeFromLines([{ ...line, leftDong: 100 }], [{ ...line, amountDong: 60 }, { ...line, amountDong: 40 }])
    expect(lines).toEqual([{ ...line, leftDong: 0 }])
    expect(invariant(lines)).toBeUndefined()
  })

  it('breaks its invariant with more than a line has, or from a line that it has not', () => {
    const over = invariant(takeFromLines([{ ...line, leftDong: 100 }], [{ ...line, amountDong: 101 }]))
    expect(over).toMatchObject({ code: 'allocation-overspent', facts: { overDong: 1 } })
    const missing = invariant(takeFromLines([{ ...line, leftDong: 100 }], [{ ...line, source: 'provincial', amountDong: 5 }]))
    expect(missing).toMatchObject({ code: 'allocation-overspent', facts: { line: 'NTP-PR|DA3-TDA1|provincial|2023|', overDong: 5 } })
  })
})
