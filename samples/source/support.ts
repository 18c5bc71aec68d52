import { receipt } from './contributions.js'
import { numbered } from './entry.js'
import { cows, goats, moreCows, tea } from './projects.js'

const handoverPaper = (projectId: number, number: string, date: string) => ({ ...receipt(projectId, number, date), title: 'Biên bản bàn giao' })

const teaHouseholds = [21, 22, 23, 24, 25, 31, 32, 33, 36]

/** In two instalments. */
export const money = numbered([
  ...teaHouseholds.map((householdId) => ({ projectId: tea, householdId, amountDong: 5_000_000, occurredOn: '2024-06-18', paper: handoverPaper(tea, '01/BBBG', '2024-06-18') })),
  ...teaHouseholds.map((householdId) => ({ projectId: tea, householdId, amountDong: 3_000_000, occurredOn: '2024-09-12', paper: handoverPaper(tea, '02/BBBG', '2024-09-12') })),
])

interface Handover {
  readonly projectId: number
  readonly species: 'cow' | 'goat'
  readonly day: string
  readonly paperNumber: string
}

const animal = ({ projectId, species, day, paperNumber }: Handover, householdId: number, animalTag: string, weightGrams: number, valueDong: number) =>
  ({ projectId, householdId, species, animalTag, weightGrams, valueDong, occurredOn: day, paper: handoverPaper(projectId, paperNumber, day) })

const firstCows: Handover = { projectId: cows, species: 'cow', day: '2023-12-18', paperNumber: '01/BBBG' }
const firstGoats: Handover = { projectId: goats, species: 'goat', day: '2024-04-22', paperNumber: '01/BBBG' }
const cowsOf2025: Handover = { projectId: moreCows, species: 'cow', day: '2025-11-14', paperNumber: '01/BBBG' }

export const animals = numbered([
  ...[1, 2, 3, 4, 5, 6].map((household, index) => animal(firstCows, household, `TN-${String(index + 1).padStart(4, '0')}`, 165_000 + index * 2_500, 13_500_000)),
  ...[11, 12].map((household, index) => animal(firstCows, household, `TN-${String(index + 7).padStart(4, '0')}`, 150_000 + index * 3_000, 12_000_000)),
  animal(firstCows, 16, 'TN-0009', 132_000, 10_000_000),
  ...[41, 42, 43, 44, 45, 46, 51, 52].flatMap((household, index) =>
    [0, 1, 2].map((each) => animal(firstGoats, household, `DE-${String(index * 3 + each + 1).padStart(4, '0')}`, 18_000 + each * 500, 3_000_000))),
  ...[7, 8, 9, 13, 14, 61].map((household, index) => animal(cowsOf2025, household, `TN-${String(index + 101).padStart(4, '0')}`, 170_000 + index * 1_500, 14_000_000)),
])

/** Numbers of the obligations' rows: cows 1–9, tea 10–18, goats 19–26, cows of 2025 27–32. */
const owedMoney = (projectId: number, householdId: number, amountDong: number, [day, dueOn]: readonly [string, string]) =>
  ({ projectId, householdId, amountDong, dueOn, occurredOn: day, paper: { ...receipt(projectId, '02/BBTT', day), title: 'Biên bản thỏa thuận hoàn trả' } })
const owedAnimal = (projectId: number, householdId: number, species: 'cow' | 'goat', [day, dueOn]: readonly [string, string]) =>
  ({ projectId, householdId, animals: { species, count: 1 }, dueOn, occurredOn: day, paper: { ...receipt(projectId, '02/BBTT', day), title: 'Biên bản thỏa thuận hoàn trả' } })

export const obligations = numbered([
  ...[1, 2, 3, 4].map((household) => owedMoney(cows, household, 4_000_000, ['2024-01-15', '2025-12-31'])),
  ...[5, 6].map((household) => owedAnimal(cows, household, 'cow', ['2024-01-15', '2026-12-31'])),
  ...[11, 12].map((household) => owedMoney(cows, household, 2_400_000, ['2024-01-15', '2025-12-31'])),
  owedMoney(cows, 16, 2_000_000, ['2024-01-15', '2025-06-30']),
  ...teaHouseholds.map((household) => owedMoney(tea, household, 1_600_000, ['2024-10-01', '2026-06-30'])),
  ...[41, 42, 43, 44, 45].map((household) => owedAnimal(goats, household, 'goat', ['2024-05-10', '2025-12-31'])),
  ...[46, 51, 52].map((household) => owedMoney(goats, household, 1_000_000, ['2024-05-10', '2025-12-31'])),
  ...[7, 8, 9, 13, 14, 61].map((household) => ({
    ...owedMoney(moreCows, household, 2_800_000, ['2025-12-05', '2028-06-30']), instalments: [{ dueOn: '2027-06-30', amountDong: 1_400_000 }, { dueOn: '2028-06-30', amountDong: 1_400_000 }],
  })),
])
