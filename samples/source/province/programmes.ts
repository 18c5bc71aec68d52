import { sharedRules } from '../programmes.js'
import { formerProvince, paperOf, provinceOffice } from './areas.js'
import type { Book } from './book.js'

export type ProgrammeName = 'poverty' | 'ethnic'

/** The numbers of the programmes' rows. */
export const programmeRows: Readonly<Record<ProgrammeName, number>> = { poverty: 1, ethnic: 2 }
export const components: Readonly<Record<ProgrammeName, string>> = { poverty: 'DA2', ethnic: 'DA3-TDA2' }

export const enterProgrammes = (book: Book): void => {
  book.enter('open-programme', {
    code: 'MTQG-GNBV', name: 'Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021-2025', unit: formerProvince,
    opensOn: '2021-07-28', closesOn: '2025-12-31', occurredOn: '2021-07-28', paper: { number: '24/2021/QH15', date: '2021-07-28', issuer: 'Quốc hội' },
  })
  book.enter('open-programme', {
    code: 'MTQG-DTTS', name: 'Chương trình mục tiêu quốc gia phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi giai đoạn 2021-2030', unit: formerProvince,
    opensOn: '2021-10-14', closesOn: '2030-12-31', occurredOn: '2021-10-14', paper: { number: '1719/QĐ-TTg', date: '2021-10-14', issuer: 'Thủ tướng Chính phủ' },
  })
  enterRuleSets(book)
}

/** Caps of a household by the poverty programme: Quảng Bình's Decision 48/2022, since Thái Nguyên's were not found. */
export const povertyCaps: Readonly<Record<string, number>> = { poor: 14_000_000, 'near-poor': 12_000_000, 'newly-escaped': 10_000_000 }

const enterRuleSets = (book: Book): void => {
  const known = Object.entries(povertyCaps).map(([povertyClass, capDong]) => ({ povertyClass, capDong }))
  const unknown = known.map(({ povertyClass }) => ({ povertyClass, capDong: 'none-known' }))
  for (const { programme, name, caps, percent } of [
    { programme: 'poverty', name: 'Quy định hỗ trợ phát triển sản xuất, giảm nghèo bền vững', caps: known, percent: 50 },
    { programme: 'ethnic', name: 'Quy định hỗ trợ phát triển sản xuất vùng đồng bào dân tộc thiểu số và miền núi', caps: unknown, percent: 70 },
  ] as const) {
    const publish = (effectiveFrom: string, issuedOn: string, number: string, version: string, appraisalRequired?: true) => book.enter('publish-rule-set', {
      programmeId: programmeRows[programme], unit: formerProvince, name: `${name}${version}`, effectiveFrom, occurredOn: issuedOn,
      paper: paperOf(provinceOffice, number, issuedOn, name), rules: { ...sharedRules, householdCaps: caps, targetSharePercent: percent, appraisalRequired },
    })
    publish('2022-05-20', '2022-05-10', programme === 'poverty' ? '951/QĐ-UBND' : '952/QĐ-UBND', ' (tạm thời)')
    publish('2023-06-24', '2023-07-20', programme === 'poverty' ? '1712/QĐ-UBND' : '1713/QĐ-UBND', '', true)
  }
}
