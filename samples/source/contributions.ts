import { numbered } from './entry.js'
import { cows, goats, moreCows, tea } from './projects.js'

type Office = 'vanHan' | 'hopTien' | 'sangMoc'
const leaders: Readonly<Record<number, string>> = { [cows]: 'Nhóm chăn nuôi bò sinh sản xóm Thịnh Đức', [tea]: 'Tổ hợp tác chè Hợp Tiến', [goats]: 'Nhóm chăn nuôi dê xóm Khuổi Mèo', [moreCows]: 'Nhóm chăn nuôi bò xóm Vân Hòa' }

/** A receipt of the group. */
export const receipt = (projectId: number, number: string, date: string) => ({ number, date, issuer: leaders[projectId] ?? '' })

const cash = (projectId: number, householdId: number, amountDong: number, day: string, number: string) =>
  ({ projectId, householdId, cash: { amountDong }, occurredOn: day, paper: receipt(projectId, number, day) })
const goods = (projectId: number, householdId: number, item: string, [quantity, unitName, unitPriceDong]: readonly [number, string, number], day: string, number: string) =>
  ({ projectId, householdId, goods: { item, quantity, unitName, unitPriceDong, amountDong: quantity * unitPriceDong }, occurredOn: day, paper: receipt(projectId, number, day) })
const labour = (projectId: number, householdId: number, halfDays: number, day: string, number: string) =>
  ({ projectId, householdId, labour: { halfDays }, occurredOn: day, paper: receipt(projectId, number, day) })

export type { Office }

export const contributions = numbered([
  ...[1, 2, 3, 4, 5, 6].map((household, index) => cash(cows, household, 1_000_000, '2023-11-20', `PT-${10 + index}`)),
  ...[1, 2, 3, 4, 5, 6, 11, 12, 16].map((household, index) => goods(cows, household, 'Cỏ voi giống', [300, 'kg', 5_000], '2023-11-27', `PN-${20 + index}`)),
  ...[1, 2, 3, 4, 5].map((household, index) => labour(cows, household, 9, '2023-12-08', `BC-${index + 1}`)),
  ...[21, 22, 23, 24, 25, 31, 32, 33, 36].map((household, index) => cash(tea, household, 1_500_000, '2024-06-03', `PT-${index + 1}`)),
  ...[21, 22, 23, 24, 25, 31, 32, 33].map((household, index) => goods(tea, household, 'Phân chuồng ủ hoai', [3_200, 'kg', 1_000], '2024-06-10', `PN-${index + 1}`)),
  ...[21, 22, 23, 24, 25, 31].map((household, index) => labour(tea, household, 14, '2024-07-15', `BC-${index + 1}`)),
  ...[41, 42, 43, 44, 45].map((household, index) => labour(goats, household, 5, '2024-04-05', `BC-${index + 1}`)),
  ...[7, 8, 9, 13, 14].map((household, index) => goods(moreCows, household, 'Rơm khô', [2_500, 'kg', 1_000], '2025-11-03', `PN-${index + 1}`)),
])

/** Found in a drawer: entered after recoveries of 2025 and 2026, and not in the order of their days. */
export const lateContributions = numbered([
  labour(goats, 51, 5, '2024-04-05', 'BC-07'),
  labour(cows, 6, 9, '2023-12-08', 'BC-06'),
  labour(goats, 46, 5, '2024-04-05', 'BC-06'),
  goods(cows, 3, 'Tre làm chuồng', [40, 'cây', 25_000], '2023-12-04', 'PN-31'),
  labour(tea, 32, 14, '2024-07-15', 'BC-07'),
], 1_001)
