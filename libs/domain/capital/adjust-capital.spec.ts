import { describe, expect, it } from '@jest/globals'
import { adjustCapital, assignCapital, correctEvent, fundingLineOf, openProgramme, paper, province, registerCommune, registerUnit, withoutDayAndPaper } from '../testing/examples.js'
import { approved } from '../testing/examples-project.js'
import { Scenario } from '../testing/scenario.js'
import { allocation } from './allocation.js'

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'

/** The province assigned 100 million down to a commune, of its 490. */
const passedDown = () => {
  const scenario = new Scenario().given(registerUnit(), registerCommune())
  const programmeId = scenario.idOf(openProgramme(), 'programmeId')
  const provinceId = scenario.idOf(assignCapital(programmeId, { unit: province }), 'allocationId')
  const communeId = scenario.idOf(assignCapital(programmeId, { fromAllocationId: provinceId, fundingLines: [fundingLineOf({ amountDong: 100_000_000 })] }), 'allocationId')
  const central = (allocationId: string) => scenario.state(allocation(allocationId)).lines[0]
  return { scenario, provinceId, communeId, central }
}

describe('adjusting capital', () => {
  it('adds to a line, takes from another, and opens a new one', () => {
    const { scenario, allocationId } = approved()
    const changes = [{ changeDong: 10_000_000 }, { source: 'provincial', changeDong: -3_000_000 }, { source: 'commune', changeDong: 5_000_000 }]
    scenario.when(adjustCapital(allocationId, changes)).records('capital-adjusted')
    expect(scenario.state(allocation(allocationId)).lines).toMatchObject([
      { source: 'central', amountDong: 70_000_000, leftDong: 43_000_000, committedDong: 27_000_000 },
      { source: 'commune', amountDong: 5_000_000, leftDong: 5_000_000, committedDong: 0 },
      { source: 'provincial', amountDong: 3_000_000, leftDong: 0, committedDong: 3_000_000 },
    ])
  })

  it('gives the same lines in whatever order days are entered', () => {
    const adjustments = (allocationId: string) => [
      adjustCapital(allocationId, [{ source: 'integrated', changeDong: 2_000_000 }]),
      adjustCapital(allocationId, [{ source: 'commune', changeDong: 1_000_000 }, { changeDong: -1 }], { occurredOn: '2023-11-01', paper: paper('2/QĐ', '2023-11-01') }),
    ]
    const [one, other] = [approved(), approved()]
    one.scenario.given(...adjustments(one.allocationId))
    other.scenario.given(...adjustments(other.allocationId).reverse())
    expect(one.scenario.state(allocation(one.allocationId))).toEqual(other.scenario.state(allocation(other.allocationId)))
  })

  it('refuses to cut what was approved for projects, and says how much that is', () => {
    const { scenario, allocationId } = approved()
    scenario.when(adjustCapital(allocationId, [{ changeDong: -33_000_001 }])).refuses('capital-cut-below-use', { amountDong: 60_000_000, committedDong: 27_000_000, assignedDownDong: 0, cutDong: 33_000_001 })
    scenario.when(adjustCapital(allocationId, [{ changeDong: -33_000_000 }])).records('capital-adjusted')
  })

  it('refuses to cut what was assigned down, and a line that is not there', () => {
    const { scenario, provinceId } = passedDown()
    scenario.when(adjustCapital(provinceId, [{ changeDong: -390_000_001 }])).refuses('capital-cut-below-use', { assignedDownDong: 100_000_000 })
    scenario.when(adjustCapital(provinceId, [{ source: 'commune', changeDong: -1 }])).refuses('funding-line-unknown', { line: 'NTP-PR|DA3-TDA1|commune|2023|' })
  })

  it('takes what it adds to capital from above out of what is left there, and gives back what it takes away', () => {
    const { scenario, provinceId, communeId, central } = passedDown()
    scenario.given(adjustCapital(communeId, [{ changeDong: 50_000_000 }]))
    expect(scenario.lastEvent.tags).toEqual(expect.arrayContaining([`allocation:${communeId}`, `allocation:${provinceId}`]))
    expect([central(communeId)?.leftDong, central(provinceId)?.leftDong]).toEqual([150_000_000, 340_000_000])
    scenario.given(adjustCapital(communeId, [{ changeDong: -120_000_000 }], { paper: paper('9/QĐ') }))
    expect([central(communeId)?.leftDong, central(provinceId)?.leftDong]).toEqual([30_000_000, 460_000_000])
    scenario.when(adjustCapital(communeId, [{ changeDong: 460_000_001 }], { paper: paper('10/QĐ') })).refuses('allocation-exceeded', { allocationId: provinceId, leftDong: 460_000_000 })
    scenario.when(adjustCapital(communeId, [{ source: 'commune', changeDong: 1 }], { paper: paper('10/QĐ') })).refuses('funding-line-unknown', { allocationId: provinceId })
  })

  it('refuses an allocation that is not there, or not yet on the day, and the same paper twice', () => {
    const { scenario, allocationId } = approved()
    scenario.when(adjustCapital(unknownId, [{ changeDong: 1 }])).refuses('allocation-unknown')
    scenario.when(adjustCapital(allocationId, [{ changeDong: 1 }], { occurredOn: '2023-02-09' })).refuses('allocation-not-yet-assigned')
    scenario.given(adjustCapital(allocationId, [{ changeDong: 1 }])).when(adjustCapital(allocationId, [{ changeDong: 1 }])).refuses('paper-already-recorded')
  })

  it('refuses a line that is repeated, or carried over from no earlier year', () => {
    const { scenario, allocationId } = approved()
    scenario.when(adjustCapital(allocationId, [{ changeDong: 1 }, { changeDong: -1 }])).refuses('funding-line-repeated')
    scenario.when(adjustCapital(allocationId, [{ carriedFrom: 2023, changeDong: 1 }])).refuses('carried-from-later-year')
  })

  it('is put right or annulled only while what stands on it is covered', () => {
    const { scenario, communeId, provinceId, central } = passedDown()
    scenario.given(adjustCapital(communeId, [{ changeDong: 50_000_000 }]))
    const { eventId } = scenario.lastEvent
    scenario.given(adjustCapital(communeId, [{ changeDong: -120_000_000 }], { paper: paper('9/QĐ') }))
    scenario.when(correctEvent(eventId)).refuses('allocation-overspent', { overDong: 20_000_000 })
    scenario.given(correctEvent(eventId, withoutDayAndPaper(adjustCapital(communeId, [{ changeDong: 20_000_000 }]))))
    expect([central(communeId)?.leftDong, central(provinceId)?.leftDong]).toEqual([0, 490_000_000])
  })
})
