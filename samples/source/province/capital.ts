import { communes, districts, formerProvince, paperOf, provinceOffice, todaysProvince, type Commune, type Office } from './areas.js'
import type { Book } from './book.js'
import { mergedOn } from './days.js'
import { components, programmeRows, type ProgrammeName } from './programmes.js'

type Source = 'central' | 'provincial'
type Amounts = Readonly<Record<Source, number>>

const million = 1_000_000

/** The capital of both programmes by year, in đồng: over 2021–2023 it is 117,325 million, 108,779 of them central and 8,546 local. */
export const capitalByYear: Readonly<Record<number, Amounts>> = {
  2021: { central: 12_430 * million, provincial: 978 * million },
  2022: { central: 41_862 * million, provincial: 3_289 * million },
  2023: { central: 54_487 * million, provincial: 4_279 * million },
  2024: { central: 52_310 * million, provincial: 4_110 * million },
  2025: { central: 48_200 * million, provincial: 3_780 * million },
}

/** The poverty programme's part; the rest is the ethnic programme's. */
const povertyPercent = 45
const assignedOn: Readonly<Record<number, string>> = { 2021: '2021-12-10', 2022: '2022-05-25', 2023: '2023-01-18', 2024: '2024-01-22', 2025: '2025-01-20' }
const assignedToCommunesOn = '2025-08-12'

/** What is left of an assigned line. */
interface Purse {
  readonly allocationId: number
  readonly programme: ProgrammeName
  readonly year: number
  readonly unit: Unit
  readonly assignedOn: string
  readonly leftDong: Record<Source, number>
}

export interface BudgetPart {
  readonly allocationId: number
  readonly fundingLines: readonly object[]
}

/** Capital as it goes down from the province to districts and communes; projects take from what is left there, line by line. */
export class Capital {
  readonly #purses: Purse[] = []

  constructor(private readonly book: Book) {
    for (const [year, amounts] of Object.entries(capitalByYear)) {
      for (const programme of ['poverty', 'ethnic'] as const) this.#assignYear(Number(year), programme, shareOf(amounts, programme))
    }
    this.#adjust()
  }

  /** Takes this much for a project approved on a day: of the commune's capital or else its district's, central and provincial in proportion. */
  take(commune: Commune, programme: ProgrammeName, day: string, amountDong: number): BudgetPart[] {
    const codes: readonly string[] = day < mergedOn ? [commune.former.code, commune.district.unit.code] : [commune.today.code]
    const purse = this.#purses.filter((each) => each.programme === programme && codes.includes(each.unit.code) && each.assignedOn <= day)
      .sort((one, other) => other.year - one.year || codes.indexOf(one.unit.code) - codes.indexOf(other.unit.code))
      .find(({ leftDong: { central, provincial } }) => central + provincial >= amountDong)
    if (purse === undefined) throw new Error(`the ${programme} programme has no ${amountDong} đồng left for ${commune.name} on ${day}`)
    const taken = inProportion(purse.leftDong, amountDong)
    for (const source of sources) purse.leftDong[source] -= taken[source]
    return [{ allocationId: purse.allocationId, fundingLines: linesOf(programme, purse.year, taken) }]
  }

  #assignYear(year: number, programme: ProgrammeName, amounts: Amounts): void {
    const day = assignedOn[year] ?? ''
    const number = `${280 + year % 100 * 10}/QĐ-UBND`
    // In the year of the mergers half is held back for the new communes.
    const held = year === 2025 ? 2 : 1
    const first = { central: Math.floor(amounts.central / held), provincial: Math.floor(amounts.provincial / held) }
    const province = this.#assign({ year, programme, day, unit: formerProvince, amounts: first, number: `${1_400 + year % 100}/QĐ-TTg`, office: government })
    const parts = districts.map(({ unit }) => ({ unit, weight: communes.filter(({ district }) => district.unit.code === unit.code).length + 1 }))
    const ofDistricts = this.#assignDown(province, parts, { day, number, office: provinceOffice })
    if (year === 2024 && programme === 'poverty') this.#assignToCommunes(ofDistricts)
    if (held === 1) return
    const rest = { central: amounts.central - first.central, provincial: amounts.provincial - first.provincial }
    const merged = [...new Map(communes.map(({ today: unit }) => [unit.code, { unit, weight: 1 }])).values()]
    const renewed = this.#assign({ year, programme, day: assignedToCommunesOn, unit: todaysProvince, amounts: rest, number: '1702/QĐ-TTg', office: government })
    this.#assignDown(renewed, merged, { day: assignedToCommunesOn, number: '1186/QĐ-UBND', office: provinceOffice })
  }

  /** A third of what a district has goes on to its communes, in the year in which districts tried it. */
  #assignToCommunes(ofDistricts: readonly Purse[]): void {
    for (const { office, unit, name } of districts) {
      const purse = ofDistricts.find((each) => each.unit.code === unit.code)
      const parts = communes.filter(({ district }) => district.name === name).map(({ former }) => ({ unit: former, weight: 1 }))
      if (purse !== undefined && parts.length > 0) this.#assignDown(purse, parts, { day: '2024-02-20', number: '415/QĐ-UBND', office }, 3)
    }
  }

  #assignDown(from: Purse, parts: readonly Part[], paper: Issued, fraction = 1): Purse[] {
    const amounts = { central: roundDown(from.leftDong.central / fraction), provincial: roundDown(from.leftDong.provincial / fraction) }
    const split = { central: shared(amounts.central, parts), provincial: shared(amounts.provincial, parts) }
    return parts.map(({ unit }, index) => {
      const own = { central: split.central[index] ?? 0, provincial: split.provincial[index] ?? 0 }
      for (const source of sources) from.leftDong[source] -= own[source]
      return this.#assign({ year: from.year, programme: from.programme, unit, amounts: own, from, ...paper })
    })
  }

  #assign({ year, programme, day, unit, amounts, from, number, office }: Assignment): Purse {
    const allocationId = this.book.enter('assign-capital', {
      programmeId: programmeRows[programme], unit, budgetYear: year, ...(from === undefined ? {} : { fromAllocationId: from.allocationId, criteria: 'Theo số hộ nghèo, cận nghèo và loại địa bàn' }), occurredOn: day,
      paper: paperOf(office, number, day, `Giao dự toán kinh phí sự nghiệp năm ${year}`), fundingLines: linesOf(programme, year, amounts),
    })
    const purse = { allocationId, programme, year, unit, assignedOn: day, leftDong: { ...amounts } }
    this.#purses.push(purse)
    return purse
  }

  /** Late in a year what a district can't use goes back up and to another one. */
  #adjust(): void {
    for (const [index, year] of [2022, 2023, 2024].entries()) {
      const [giving, taking] = [districts[(index + 1) % 2], districts[4 + index]]
      for (const programme of ['poverty', 'ethnic'] as const) {
        const purseOf = (code = '') => this.#purses.find((each) => each.year === year && each.programme === programme && each.unit.code === code)
        this.#move(purseOf(giving?.unit.code), purseOf(taking?.unit.code), `${year}-10-15`)
      }
    }
  }

  #move(giving: Purse | undefined, taking: Purse | undefined, day: string): void {
    if (giving === undefined || taking === undefined) return
    const moved = inProportion(giving.leftDong, roundDown((giving.leftDong.central + giving.leftDong.provincial) / 2))
    for (const [purse, sign] of [[giving, -1], [taking, 1]] as const) {
      for (const source of sources) purse.leftDong[source] += sign * moved[source]
      this.book.enter('adjust-capital', {
        allocationId: purse.allocationId, occurredOn: day, paper: paperOf(provinceOffice, `${2_300 + purse.year % 100}/QĐ-UBND`, day, `Điều chỉnh dự toán kinh phí sự nghiệp năm ${purse.year}`),
        changes: linesOf(purse.programme, purse.year, moved).map(({ amountDong, ...line }) => ({ ...line, changeDong: sign * amountDong })),
      })
    }
  }
}

interface Part {
  readonly unit: Unit
  readonly weight: number
}

type Unit = typeof formerProvince

interface Issued {
  readonly day: string
  readonly number: string
  readonly office: Office
}

interface Assignment extends Issued {
  readonly year: number
  readonly programme: ProgrammeName
  readonly unit: Unit
  readonly amounts: Amounts
  /** The capital of a unit above that it is part of. */
  readonly from?: Purse
}

const government: Office = { issuer: 'Thủ tướng Chính phủ' }

const roundDown = (amountDong: number): number => Math.floor(amountDong / 100_000) * 100_000

const inProportion = ({ central, provincial }: Amounts, amountDong: number): Amounts => {
  const provincialDong = Math.floor((amountDong * provincial) / (central + provincial))
  return { central: amountDong - provincialDong, provincial: provincialDong }
}

const sources = ['central', 'provincial'] as const

const shareOf = (amounts: Amounts, programme: ProgrammeName): Amounts => {
  const poverty = { central: Math.floor((amounts.central * povertyPercent) / 100), provincial: Math.floor((amounts.provincial * povertyPercent) / 100) }
  return programme === 'poverty' ? poverty : { central: amounts.central - poverty.central, provincial: amounts.provincial - poverty.provincial }
}

/** Shares by weight in whole hundred thousands; the last takes the rest, so that none is lost. */
const shared = (amountDong: number, parts: readonly Part[]): number[] => {
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0)
  const shares = parts.slice(1).map(({ weight }) => Math.floor((amountDong * weight) / weights / 100_000) * 100_000)
  return [amountDong - shares.reduce((sum, share) => sum + share, 0), ...shares]
}

interface Line {
  readonly component: string
  readonly source: Source
  readonly budgetYear: number
  readonly amountDong: number
}

const linesOf = (programme: ProgrammeName, budgetYear: number, amounts: Amounts): Line[] =>
  sources.filter((source) => amounts[source] > 0).map((source) => ({ component: components[programme], source, budgetYear, amountDong: amounts[source] }))
