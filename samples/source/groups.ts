import { numbered } from './entry.js'
import { hopTien, paperOf, sangMoc, vanHan, vanHanToday } from './units.js'

/** Numbers of the groups' rows. */
export const cowGroup = 1
export const teaGroup = 2
export const goatGroup = 3
export const secondCowGroup = 4

/** The experienced ones join without being supported. */
const members = (households: readonly number[], experienced: readonly number[]) =>
  [...households.map((householdId) => ({ householdId, experienced: false })), ...experienced.map((householdId) => ({ householdId, experienced: true }))]

export const groups = numbered([
  {
    name: 'Nhóm chăn nuôi bò sinh sản xóm Thịnh Đức', kind: 'household-group', unit: vanHan, leaderHouseholdId: 19, occurredOn: '2023-08-04',
    paper: paperOf('vanHan', '41/QĐ-UBND', '2023-08-04', 'Công nhận nhóm hộ'), members: members([1, 2, 3, 4, 5, 6, 11, 12, 16], [19, 20]),
  },
  {
    name: 'Tổ hợp tác chè Hợp Tiến', kind: 'cooperative-group', unit: hopTien, leaderHouseholdId: 39, occurredOn: '2024-03-15',
    paper: paperOf('hopTien', '22/QĐ-UBND', '2024-03-15', 'Công nhận tổ hợp tác'), members: members([21, 22, 23, 24, 25, 31, 32, 33, 36], [39, 40]),
  },
  {
    name: 'Nhóm chăn nuôi dê xóm Khuổi Mèo', kind: 'represented', unit: sangMoc, leaderHouseholdId: 59, occurredOn: '2024-01-11',
    paper: paperOf('sangMoc', '05/QĐ-UBND', '2024-01-11', 'Công nhận nhóm cộng đồng'), members: members([41, 42, 43, 44, 45, 46, 51, 52], [59]),
  },
  {
    name: 'Nhóm chăn nuôi bò xóm Vân Hòa', kind: 'household-group', unit: vanHanToday, leaderHouseholdId: 18, occurredOn: '2025-09-26',
    paper: paperOf('vanHan', '63/QĐ-UBND', '2025-09-26', 'Công nhận nhóm hộ'), members: members([7, 8, 9, 13, 14, 61], [18]),
  },
])
