import { hopTien2024, sangMoc2023, vanHan2023, vanHan2025 } from './capital.js'
import { numbered } from './entry.js'
import { cowGroup, goatGroup, secondCowGroup, teaGroup } from './groups.js'
import { ethnicProgramme, povertyProgramme } from './programmes.js'
import { hopTien, paperOf, sangMoc, vanHan, vanHanToday } from './units.js'

/** Numbers of the projects' rows. */
export const cows = 1
export const tea = 2
export const goats = 3
export const pigs = 4
export const moreCows = 5

export const proposals = numbered([
  {
    programmeId: povertyProgramme, groupId: cowGroup, name: 'Chăn nuôi bò sinh sản xóm Thịnh Đức', mode: 'community', kind: 'livestock', unit: vanHan,
    proposedCostDong: 150_000_000, occurredOn: '2023-08-21', paper: { number: '01/ĐX-NH', date: '2023-08-21', issuer: 'Nhóm chăn nuôi bò sinh sản xóm Thịnh Đức' },
  },
  {
    programmeId: povertyProgramme, groupId: teaGroup, name: 'Trồng và chế biến chè an toàn Hợp Tiến', mode: 'community', kind: 'crop', unit: hopTien,
    proposedCostDong: 125_000_000, occurredOn: '2024-03-29', paper: { number: '01/ĐX-THT', date: '2024-03-29', issuer: 'Tổ hợp tác chè Hợp Tiến' },
  },
  {
    programmeId: ethnicProgramme, groupId: goatGroup, name: 'Chăn nuôi dê bản địa xóm Khuổi Mèo', mode: 'community', kind: 'livestock', unit: sangMoc,
    proposedCostDong: 78_000_000, occurredOn: '2024-01-22', paper: { number: '01/ĐX-NCĐ', date: '2024-01-22', issuer: 'Nhóm chăn nuôi dê xóm Khuổi Mèo' },
  },
  {
    programmeId: povertyProgramme, groupId: teaGroup, name: 'Chăn nuôi lợn đen Hợp Tiến', mode: 'community', kind: 'livestock', unit: hopTien,
    proposedCostDong: 210_000_000, occurredOn: '2024-07-08', paper: { number: '02/ĐX-THT', date: '2024-07-08', issuer: 'Tổ hợp tác chè Hợp Tiến' },
  },
  {
    programmeId: ethnicProgramme, groupId: secondCowGroup, name: 'Chăn nuôi bò sinh sản xóm Vân Hòa', mode: 'community', kind: 'livestock', unit: vanHanToday,
    proposedCostDong: 108_000_000, occurredOn: '2025-10-03', paper: { number: '01/ĐX-NH', date: '2025-10-03', issuer: 'Nhóm chăn nuôi bò xóm Vân Hòa' },
  },
])

const supported = (households: readonly number[], supportDong: number) => households.map((householdId) => ({ householdId, supportDong }))

/** Shares of the State: cows 79,0 %, tea 57,2 %, goats 94,3 %, more cows 78,4 %. */
export const approvals = numbered([
  {
    projectId: cows, occurredOn: '2023-10-30', paper: paperOf('dongHy', '3456/QĐ-UBND', '2023-10-30', 'Phê duyệt dự án hỗ trợ phát triển sản xuất cộng đồng'),
    budget: [{ allocationId: vanHan2023, fundingLines: [{ component: 'DA2', source: 'central', budgetYear: 2023, amountDong: 100_000_000 }, { component: 'DA2', source: 'provincial', budgetYear: 2023, amountDong: 15_000_000 }] }],
    counterpart: { cashDong: 6_000_000, goodsDong: 14_500_000, labourHalfDays: 80, labourDayPriceDong: 250_000 },
    beneficiaries: [...supported([1, 2, 3, 4, 5, 6], 13_500_000), ...supported([11, 12], 12_000_000), ...supported([16], 10_000_000)],
  },
  {
    projectId: tea, occurredOn: '2024-05-20', paper: paperOf('dongHy', '1822/QĐ-UBND', '2024-05-20', 'Phê duyệt dự án hỗ trợ phát triển sản xuất cộng đồng'),
    budget: [{ allocationId: hopTien2024, fundingLines: [{ component: 'DA2', source: 'central', budgetYear: 2024, amountDong: 62_000_000 }, { component: 'DA2', source: 'provincial', budgetYear: 2024, amountDong: 10_000_000 }] }],
    counterpart: { cashDong: 13_500_000, goodsDong: 25_600_000, labourHalfDays: 122, labourDayPriceDong: 240_000 },
    beneficiaries: supported([21, 22, 23, 24, 25, 31, 32, 33, 36], 8_000_000),
  },
  {
    projectId: goats, occurredOn: '2024-03-12', paper: paperOf('voNhai', '640/QĐ-UBND', '2024-03-12', 'Phê duyệt dự án hỗ trợ phát triển sản xuất cộng đồng'),
    budget: [{ allocationId: sangMoc2023, fundingLines: [
      { component: 'DA3-TDA2', source: 'central', budgetYear: 2023, carriedFrom: 2022, amountDong: 42_000_000 },
      { component: 'DA3-TDA2', source: 'central', budgetYear: 2023, amountDong: 24_000_000 },
      { component: 'DA3-TDA2', source: 'provincial', budgetYear: 2023, amountDong: 6_000_000 },
    ] }],
    counterpart: { cashDong: 0, goodsDong: 0, labourHalfDays: 40, labourDayPriceDong: 220_000 },
    beneficiaries: supported([41, 42, 43, 44, 45, 46, 51, 52], 9_000_000),
  },
  {
    projectId: moreCows, occurredOn: '2025-10-15', paper: paperOf('vanHan', '71/QĐ-UBND', '2025-10-15', 'Phê duyệt dự án hỗ trợ phát triển sản xuất cộng đồng'),
    budget: [{ allocationId: vanHan2025, fundingLines: [{ component: 'DA3-TDA2', source: 'central', budgetYear: 2025, amountDong: 73_000_000 }, { component: 'DA3-TDA2', source: 'provincial', budgetYear: 2025, amountDong: 11_000_000 }] }],
    counterpart: { cashDong: 0, goodsDong: 15_000_000, labourHalfDays: 63, labourDayPriceDong: 260_000 },
    beneficiaries: supported([7, 8, 9, 13, 14, 61], 14_000_000),
  },
])

export const rejections = numbered([
  { projectId: pigs, reason: 'Khu chuồng trại đề xuất cách nguồn nước sinh hoạt dưới 100 m; chưa đủ hộ đăng ký đối ứng', occurredOn: '2024-08-16', paper: paperOf('dongHy', '2904/UBND-NN', '2024-08-16', 'Không phê duyệt dự án chăn nuôi lợn đen') },
])
