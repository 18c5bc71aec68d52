import { numbered } from './entry.js'
import { paperOf, province } from './units.js'

/** Numbers of the programmes' rows. */
export const povertyProgramme = 1
export const ethnicProgramme = 2

export const programmes = numbered([
  {
    code: 'MTQG-GNBV', name: 'Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021-2025', unit: province,
    opensOn: '2022-01-18', closesOn: '2025-12-31', occurredOn: '2022-01-18',
    paper: { number: '90/QĐ-TTg', date: '2022-01-18', issuer: 'Thủ tướng Chính phủ' },
  },
  {
    code: 'MTQG-DTTS', name: 'Chương trình mục tiêu quốc gia phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi giai đoạn 2021-2030', unit: province,
    opensOn: '2021-10-14', closesOn: '2030-12-31', occurredOn: '2021-10-14',
    paper: { number: '1719/QĐ-TTg', date: '2021-10-14', issuer: 'Thủ tướng Chính phủ' },
  },
])

/** State shares: Decree 38/2023/NĐ-CP. Recovery rates, forms and cycle: Cà Mau's, since those of Thái Nguyên's Decision 25/2022/QĐ-UBND were not found. */
export const sharedRules = {
  stateShareCaps: [
    { mode: 'community', areaKind: 'especially-difficult', percent: 95 },
    { mode: 'community', areaKind: 'difficult', percent: 80 },
    { mode: 'community', areaKind: 'other', percent: 60 },
    { mode: 'value-chain', areaKind: 'especially-difficult', percent: 80 },
    { mode: 'value-chain', areaKind: 'difficult', percent: 70 },
    { mode: 'value-chain', areaKind: 'other', percent: 50 },
  ],
  // Thái Nguyên's cap for a project was not found.
  projectCapDong: 'none-known',
  targetClasses: ['poor', 'near-poor', 'newly-escaped'],
  newlyEscapedMonths: 36,
  recoveryPercents: [
    { areaKind: 'especially-difficult', percent: 10 },
    { areaKind: 'difficult', percent: 15 },
    { areaKind: 'other', percent: 20 },
  ],
  recoveryForms: ['cash', 'animal'],
  rotationCycleMonths: 36,
} as const

export const ruleSets = numbered([
  {
    programmeId: povertyProgramme, unit: province, name: 'Quy định hỗ trợ phát triển sản xuất, giảm nghèo bền vững', effectiveFrom: '2023-06-24', occurredOn: '2023-07-20',
    paper: paperOf('province', '1712/QĐ-UBND', '2023-07-20', 'Quy định nội dung, mức hỗ trợ phát triển sản xuất cộng đồng'),
    rules: {
      ...sharedRules,
      // Quảng Bình's Decision 48/2022; Thái Nguyên's caps were not found.
      householdCaps: [
        { povertyClass: 'poor', capDong: 14_000_000 },
        { povertyClass: 'near-poor', capDong: 12_000_000 },
        { povertyClass: 'newly-escaped', capDong: 10_000_000 },
      ],
      targetSharePercent: 50,
    },
  },
  {
    programmeId: ethnicProgramme, unit: province, name: 'Quy định hỗ trợ phát triển sản xuất vùng dân tộc thiểu số và miền núi', effectiveFrom: '2023-06-24', occurredOn: '2023-07-20',
    paper: paperOf('province', '1713/QĐ-UBND', '2023-07-20', 'Quy định nội dung, mức hỗ trợ phát triển sản xuất vùng dân tộc thiểu số'),
    rules: {
      ...sharedRules,
      householdCaps: [{ povertyClass: 'poor', capDong: 'none-known' }, { povertyClass: 'near-poor', capDong: 'none-known' }, { povertyClass: 'newly-escaped', capDong: 'none-known' }],
      targetSharePercent: 70,
    },
  },
])
