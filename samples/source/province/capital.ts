import { communes, districts, type formerProvince, paperOf, provinceOffice, type Commune } from './areas.js'
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
  readonly unitCode: string
  readonly assignedOn: string
  readonly leftDong: Record<Source, number>
}

export interface BudgetPart {
  readonly allocationId: number
  readonly fundingLines: readonly object[]
}

/** Capital as the province assigns it; projects take from what is left, line by line. */
export class Capital {
  readonly #purses: Purse[] = []

  constructor(private readonly book: Book) {
    for (const [year, amounts] of Object.entries(capitalByYear)) {
      for (const programme of ['poverty', 'ethnic'] as const) this.#assignYear(Number(year), programme, shareOf(amounts, programme))
    }
  }

  /** Takes this much for a project approved on a day: of the year's capital, central and provincial in proportion. */
  take(commune: Commune, programme: ProgrammeName, day: string, amountDong: number): BudgetPart[] {
    const code = day < mergedOn ? commune.district.unit.code : commune.today.code
    const purse = this.#purses.filter((each) => each.programme === programme && each.unitCode === code && each.assignedOn <= day).sort((one, other) => other.year - one.year)
      .find(({ leftDong: { central, provincial } }) => central + provincial >= amountDong)
    if (purse === undefined) throw new Error(`the ${programme} programme has no ${amountDong} đồng left for ${commune.name} on ${day}`)
    const { central, provincial } = purse.leftDong
    const provincialDong = Math.floor((amountDong * provincial) / (central + provincial))
    const taken: Amounts = { central: amountDong - provincialDong, provincial: provincialDong }
    for (const source of sources) purse.leftDong[source] -= taken[source]
    return [{ allocationId: purse.allocationId, fundingLines: linesOf(programme, purse.year, taken) }]
  }

  #assignYear(year: number, programme: ProgrammeName, amounts: Amounts): void {
    const day = assignedOn[year] ?? ''
    // In the year of the mergers half is held back for the new communes.
    const held = year === 2025 ? 2 : 1
    const parts = districts.map(({ unit }) => ({ unit, weight: communes.filter(({ district }) => district.unit.code === unit.code).length + 1 }))
    const merged = [...new Map(communes.map(({ today: unit }) => [unit.code, { unit, weight: 1 }])).values()]
    const toDistricts = { central: Math.floor(amounts.central / held), provincial: Math.floor(amounts.provincial / held) }
    this.#assign({ year, programme, day, amounts: toDistricts, parts, number: `${280 + year % 100 * 10}/QĐ-UBND` })
    if (held > 1) {
      const rest = { central: amounts.central - toDistricts.central, provincial: amounts.provincial - toDistricts.provincial }
      this.#assign({ year, programme, day: assignedToCommunesOn, amounts: rest, parts: merged, number: '1186/QĐ-UBND' })
    }
  }

  #assign({ year, programme, day, amounts, parts, number }: { year: number; programme: ProgrammeName; day: string; amounts: Amounts; parts: readonly Part[]; number: string }): void {
    const split = { central: shared(amounts.central, parts), provincial: shared(amounts.provincial, parts) }
    for (const [index, { unit }] of parts.entries()) {
      const own: Amounts = { central: split.central[index] ?? 0, provincial: split.provincial[index] ?? 0 }
      const allocationId = this.book.enter('assign-capital', {
        programmeId: programmeRows[programme], unit, budgetYear: year, criteria: 'Theo số hộ nghèo, cận nghèo và loại địa bàn', occurredOn: day,
        paper: paperOf(provinceOffice, number, day, `Giao dự toán kinh phí sự nghiệp năm ${year}`), fundingLines: linesOf(programme, year, own),
      })
      this.#purses.push({ allocationId, programme, year, unitCode: unit.code, assignedOn: day, leftDong: { ...own } })
    }
  }
}

interface Part {
  readonly unit: typeof formerProvince
  readonly weight: number
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

const linesOf = (programme: ProgrammeName, budgetYear: number, amounts: Amounts): object[] =>
  sources.filter((source) => amounts[source] > 0).map((source) => ({ component: components[programme], source, budgetYear, amountDong: amounts[source] }))
