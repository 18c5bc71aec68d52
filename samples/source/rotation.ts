import { receipt } from './contributions.js'
import { numbered } from './entry.js'
import { cows, goats, tea } from './projects.js'

const inCash = (projectId: number, obligationId: number, amountDong: number, day: string, number: string) =>
  ({ obligationId, amountDong, occurredOn: day, paper: { ...receipt(projectId, number, day), title: 'Phiếu thu hồi vốn quay vòng' } })
const inKind = (projectId: number, obligationId: number, species: 'cow' | 'goat', [animalTag, valueDong]: readonly [string, number], day: string, number: string) =>
  ({ obligationId, animals: { species, tags: [{ animalTag }], valueDong }, occurredOn: day, paper: { ...receipt(projectId, number, day), title: 'Biên bản thu hồi con giống' } })

/** The row that was typed wrong, and is corrected: the receipt says 1.500.000. */
export const mistypedRecovery = 3

export const recoveries = numbered([
  inCash(cows, 1, 2_000_000, '2025-03-20', 'TH-01'),
  inCash(cows, 2, 4_000_000, '2025-03-20', 'TH-02'),
  inCash(cows, 3, 2_500_000, '2025-03-20', 'TH-03'),
  inCash(cows, 9, 2_000_000, '2025-06-25', 'TH-04'),
  inCash(cows, 3, 1_000_000, '2025-10-15', 'TH-05'),
  inCash(cows, 1, 2_000_000, '2025-12-22', 'TH-06'),
  inCash(cows, 7, 2_400_000, '2025-12-22', 'TH-07'),
  // The first calves: one of the project's own, born with the household, tagged when it was given back.
  inKind(cows, 5, 'cow', ['TN-0021', 9_000_000], '2025-12-28', 'TH-08'),
  ...[10, 11, 12, 13].map((obligation, index) => inCash(tea, obligation, 800_000, '2025-11-18', `TH-${String(index + 1).padStart(2, '0')}`)),
  ...[19, 20, 21, 22].map((obligation, index) => inKind(goats, obligation, 'goat', [`DE-${String(index + 101).padStart(4, '0')}`, 1_800_000], '2025-05-12', `TH-${String(index + 1).padStart(2, '0')}`)),
  inCash(goats, 24, 1_000_000, '2025-11-30', 'TH-05'),
  inCash(goats, 25, 600_000, '2026-01-15', 'TH-06'),
])

const minutes = (projectId: number, day: string, number: string) => ({ occurredOn: day, paper: { ...receipt(projectId, number, day), title: 'Biên bản họp nhóm bình chọn hộ nhận luân chuyển' } })

/** A household that gave nothing back in time got two more days. */
export const reschedulings = numbered([
  {
    obligationId: 4, instalments: [{ dueOn: '2026-06-30', amountDong: 2_000_000 }, { dueOn: '2026-12-31', amountDong: 2_000_000 }], reason: 'Bò mẹ sảy thai, gia đình xin lùi hạn hoàn trả',
    ...minutes(cows, '2026-01-20', '04/BBH'),
  },
])

export const pools = numbered([
  { projectId: cows, custodianHouseholdId: 19, ...minutes(cows, '2025-03-18', '01/BBH') },
  { projectId: goats, custodianHouseholdId: 59, ...minutes(goats, '2025-05-05', '01/BBH') },
  { projectId: tea, custodianHouseholdId: 39, ...minutes(tea, '2026-02-10', '01/BBH') },
])

const ranked = (...candidates: readonly (readonly [number, ...string[]])[]) => candidates.map(([householdId, ...reasons], index) => ({ householdId, rank: index + 1, reasons }))

export const rankings = numbered([
  { projectId: cows, candidates: ranked([10, 'poor', 'never-supported', 'has-barn'], [8, 'poor', 'has-labour'], [9, 'poor', 'has-labour'], [7, 'poor']), ...minutes(cows, '2025-07-05', '02/BBH') },
  { projectId: goats, candidates: ranked([47, 'poor', 'has-labour'], [48, 'poor', 'woman-headed', 'has-barn'], [50, 'poor', 'never-supported'], [49, 'poor', 'has-labour']), ...minutes(goats, '2025-05-26', '02/BBH') },
  { projectId: tea, candidates: ranked([26, 'poor', 'never-supported'], [27, 'poor', 'has-labour'], [28, 'poor', 'other']), ...minutes(tea, '2026-02-10', '01/BBH') },
])

export const selections = numbered([
  { projectId: cows, householdId: 10, ...minutes(cows, '2025-07-10', '03/BBH') },
  ...[47, 48].map((householdId) => ({ projectId: goats, householdId, ...minutes(goats, '2025-06-02', '03/BBH') })),
  ...[8, 9].map((householdId) => ({ projectId: cows, householdId, ...minutes(cows, '2026-01-20', '04/BBH') })),
  { projectId: goats, householdId: 49, outOfOrderReason: 'Hộ xếp trước đang sửa chuồng, xin nhận đợt sau', ...minutes(goats, '2026-02-06', '04/BBH') },
  { projectId: tea, householdId: 26, ...minutes(tea, '2026-02-10', '01/BBH') },
])

const passed = (projectId: number, householdId: number, what: object, day: string, number: string) =>
  ({ projectId, householdId, ...what, ...minutes(projectId, day, number) })
const goat = (animalTag: string) => ({ animal: { animalTag, valueDong: 1_800_000 } })

/** Two rounds: in 2025, and in early 2026. */
export const passingsOn = numbered([
  passed(cows, 10, { amountDong: 6_000_000 }, '2025-07-10', '03/BBH'),
  passed(goats, 47, goat('DE-0101'), '2025-06-02', '03/BBH'),
  passed(goats, 47, goat('DE-0102'), '2025-06-02', '03/BBH'),
  passed(goats, 48, goat('DE-0103'), '2025-06-02', '03/BBH'),
  passed(cows, 8, { animal: { animalTag: 'TN-0021', valueDong: 9_000_000 } }, '2026-01-20', '04/BBH'),
  passed(cows, 9, { amountDong: 5_000_000 }, '2026-01-20', '04/BBH'),
  passed(goats, 49, goat('DE-0104'), '2026-02-06', '04/BBH'),
  passed(tea, 26, { amountDong: 3_000_000 }, '2026-02-10', '01/BBH'),
])
