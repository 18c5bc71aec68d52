import { countCapital, countPayments, type PaymentCount, type UnitCapital } from './province-capital-count.js'
import { stageIn, type CountedStage } from './province-stages.js'
import { dong, entriesOf, first, readSheets, sum, type Entry, type Sheets } from './province-sheets.js'

// A count of the CSV files alone, in their own words: it knows no command, no event and no read model, so that it can
// stand against what those make of the same papers.

/** What a household got, put in, owes and gave back; animals by the word for their species. */
export interface HouseholdCount {
  readonly support: { moneyDong: number; animalsDong: number; goodsDong: number; animals: Herd; handovers: number; refused: number }
  readonly passedOn: { dong: number; animals: Herd; times: number }
  readonly contributed: { cashDong: number; goodsDong: number; labourDong: number; halfDays: number; receipts: number; reversals: number }
  readonly owed: Debt
  readonly recovered: Debt
}

export interface ProjectCount {
  readonly name: string
  readonly mode: string
  readonly kind: string
  readonly stage: CountedStage
  readonly proposedCostDong: number
  readonly budgetDong: number
  readonly approvedSupportDong: number
  readonly money: { handedOverDong: number; contributedDong: number; pledgedDong: number; refusals: number }
  readonly payments: PaymentCount
  readonly pool: { receivedDong: number; passedOnDong: number; surplusDong: number; heldDong: number; readonly heldAnimals: Set<string>; selected: number; isClosed: boolean }
}

export interface Debt {
  dong: number
  animals: Herd
}

type Herd = Record<string, number>

/** By the numbers of their rows. */
export interface ProvinceCount {
  readonly households: ReadonlyMap<string, HouseholdCount>
  readonly projects: ReadonlyMap<string, ProjectCount>
  /** What was assigned from above the province: budget year, then the source as the files name it. */
  readonly capital: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** By the code of the unit. */
  readonly unitCapital: ReadonlyMap<string, UnitCapital>
  /** Households to be brought out of a class within a year, over all units: year, then the class as the files name it. */
  readonly targets: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** How many entries the files hold, corrections among them. */
  readonly entries: number
}

export const countProvince = (folder: string): ProvinceCount => {
  const { sheets, entries } = readSheets(folder)
  const households = new Map([...(sheets.get('ho') ?? new Map<string, Entry>()).keys()].map((number) => [number, emptyHousehold()]))
  const projects = countedProjects(sheets)
  const world = { sheets, households, projects }
  countContributions(world)
  countPledges(world)
  countHandovers(world)
  countObligations(world)
  countPassingsOn(world)
  countPools(world)
  const budgets = new Map([...projects].map(([number, { budgetDong }]) => [number, budgetDong]))
  return { households, projects, ...countCapital(sheets, budgets), targets: countTargets(sheets), entries }
}

interface World {
  readonly sheets: Sheets
  readonly households: Map<string, HouseholdCount>
  readonly projects: Map<string, ProjectCount>
}

const emptyHousehold = (): HouseholdCount => ({
  support: { moneyDong: 0, animalsDong: 0, goodsDong: 0, animals: {}, handovers: 0, refused: 0 },
  passedOn: { dong: 0, animals: {}, times: 0 },
  contributed: { cashDong: 0, goodsDong: 0, labourDong: 0, halfDays: 0, receipts: 0, reversals: 0 },
  owed: { dong: 0, animals: {} },
  recovered: { dong: 0, animals: {} },
})

const add = (herd: Herd, species: string, count: number): void => void (herd[species] = (herd[species] ?? 0) + count)

const countedProjects = (sheets: Sheets): Map<string, ProjectCount> => {
  const decided = (about: string) => new Map(entriesOf(sheets, about).map((entry) => [first(entry, 'Dự án'), entry]))
  const approvals = decided('phe-duyet')
  const payments = countPayments(sheets)
  const closed = decided('dong-quy-quay-vong')
  return new Map([...(sheets.get('du-an') ?? [])].map(([number, entry]) => {
    const approval = approvals.get(number) ?? []
    return [number, {
      name: first(entry, 'Tên dự án'), mode: first(entry, 'Phương thức thực hiện'), kind: first(entry, 'Lĩnh vực'),
      stage: stageIn(sheets, number),
      proposedCostDong: sum(entry, 'Tổng kinh phí đề xuất'),
      budgetDong: sum(approval, 'Ngân sách: Các dòng vốn: Số tiền'),
      approvedSupportDong: sum(approval, 'Các hộ được hỗ trợ: Mức hỗ trợ'),
      money: { handedOverDong: 0, contributedDong: 0, pledgedDong: 0, refusals: 0 },
      payments: payments.get(number) ?? { requestedDong: 0, paidDong: 0, returnedDong: 0 },
      pool: { receivedDong: 0, passedOnDong: 0, surplusDong: 0, heldDong: 0, heldAnimals: new Set<string>(), selected: 0, isClosed: closed.has(number) },
    }]
  }))
}

const namedBy = ({ households, projects }: World, household: string, project: string): { readonly household: HouseholdCount; readonly project: ProjectCount } => {
  const found = { household: households.get(household), project: projects.get(project) }
  if (found.household === undefined || found.project === undefined) throw new Error(`no household ${household} or no project ${project}`)
  return { household: found.household, project: found.project }
}

/** The approved prices of a day of labour and of goods, by project. */
const pricesOf = (sheets: Sheets) => {
  const approvals = new Map(entriesOf(sheets, 'phe-duyet').map((entry) => [first(entry, 'Dự án'), entry]))
  return {
    labourDong: (project: string, halfDays: number): number => Math.floor((halfDays * dong(first(approvals.get(project) ?? [], 'Vốn đối ứng: Đơn giá ngày công'))) / 2),
    goodsDong: (project: string, item: string, quantity: number): number =>
      quantity * dong(approvals.get(project)?.find((row) => row['Vốn đối ứng: Dự toán hiện vật: Tên hiện vật'] === item)?.['Vốn đối ứng: Dự toán hiện vật: Đơn giá']),
  }
}

const countContributions = (world: World): void => {
  const prices = pricesOf(world.sheets)
  const reversed = new Set(entriesOf(world.sheets, 'ghi-giam-doi-ung').map((entry) => first(entry, 'Khoản đối ứng')))
  for (const [number, [row = {}]] of world.sheets.get('doi-ung') ?? []) {
    const { household: { contributed }, project } = namedBy(world, row['Hộ'] ?? '', row['Dự án'] ?? '')
    contributed.receipts += 1
    // What was given back again counts for nothing.
    if (reversed.has(number)) {
      contributed.reversals += 1
      continue
    }
    const halfDays = dong(row['Công lao động: Số nửa ngày công'])
    const goodsDong = prices.goodsDong(row['Dự án'] ?? '', row['Hiện vật: Tên hiện vật'] ?? '', dong(row['Hiện vật: Số lượng']))
    const [cashDong, labourDong] = [dong(row['Tiền: Số tiền']), prices.labourDong(row['Dự án'] ?? '', halfDays)]
    contributed.cashDong += cashDong
    contributed.goodsDong += goodsDong
    contributed.labourDong += labourDong
    contributed.halfDays += halfDays
    project.money.contributedDong += cashDong + goodsDong + labourDong
  }
}

const countPledges = (world: World): void => {
  const prices = pricesOf(world.sheets)
  for (const [row = {}] of entriesOf(world.sheets, 'cam-ket-doi-ung')) {
    const { project } = namedBy(world, row['Hộ'] ?? '', row['Dự án'] ?? '')
    project.money.pledgedDong += dong(row['Tiền cam kết: Số tiền']) + prices.labourDong(row['Dự án'] ?? '', dong(row['Công lao động cam kết: Số nửa ngày công'])) +
      prices.goodsDong(row['Dự án'] ?? '', row['Hiện vật cam kết: Tên hiện vật'] ?? '', dong(row['Hiện vật cam kết: Số lượng']))
  }
}

const countHandovers = (world: World): void => {
  for (const [row = {}] of entriesOf(world.sheets, 'trao-tien')) {
    const { household: { support }, project } = namedBy(world, row['Hộ'] ?? '', row['Dự án'] ?? '')
    support.moneyDong += dong(row['Số tiền'])
    support.handovers += 1
    project.money.handedOverDong += dong(row['Số tiền'])
  }
  for (const [row = {}] of entriesOf(world.sheets, 'ban-giao-con-giong')) {
    const { household: { support }, project } = namedBy(world, row['Hộ'] ?? '', row['Dự án'] ?? '')
    support.animalsDong += dong(row['Trị giá'])
    support.handovers += 1
    add(support.animals, row['Loài vật nuôi'] ?? '', 1)
    project.money.handedOverDong += dong(row['Trị giá'])
  }
  for (const entry of entriesOf(world.sheets, 'ban-giao-hien-vat')) {
    const { household: { support }, project } = namedBy(world, first(entry, 'Hộ'), first(entry, 'Dự án'))
    const goodsDong = entry.reduce((total, row) => total + dong(row['Hiện vật bàn giao: Số lượng']) * dong(row['Hiện vật bàn giao: Đơn giá']), 0)
    support.goodsDong += goodsDong
    support.handovers += 1
    project.money.handedOverDong += goodsDong
  }
  for (const [row = {}] of entriesOf(world.sheets, 'tu-choi-nhan-ho-tro')) {
    const { household: { support }, project } = namedBy(world, row['Hộ'] ?? '', row['Dự án'] ?? '')
    support.refused += 1
    project.money.refusals += 1
  }
}

/** What is owed, and what came of it into the project's pool. */
const countObligations = (world: World): void => {
  const obligations = world.sheets.get('nghia-vu-hoan-tra') ?? new Map<string, Entry>()
  for (const [row = {}] of obligations.values()) {
    const { household: { owed } } = namedBy(world, row['Hộ'] ?? '', row['Dự án'] ?? '')
    owed.dong += dong(row['Số tiền phải hoàn trả'])
    if (row['Vật nuôi phải hoàn trả: Số con']) add(owed.animals, row['Vật nuôi phải hoàn trả: Loài vật nuôi'] ?? '', dong(row['Vật nuôi phải hoàn trả: Số con']))
  }
  for (const entry of entriesOf(world.sheets, 'thu-hoi')) {
    const obligation = obligations.get(first(entry, 'Nghĩa vụ hoàn trả')) ?? []
    const { household: { recovered }, project: { pool } } = namedBy(world, first(obligation, 'Hộ'), first(obligation, 'Dự án'))
    const amountDong = sum(entry, 'Số tiền hoàn trả')
    recovered.dong += amountDong
    pool.receivedDong += amountDong
    pool.heldDong += amountDong
    for (const row of entry.filter((each) => each['Vật nuôi hoàn trả: Các con vật: Số thẻ tai'])) {
      add(recovered.animals, first(entry, 'Vật nuôi hoàn trả: Loài vật nuôi'), 1)
      pool.heldAnimals.add(row['Vật nuôi hoàn trả: Các con vật: Số thẻ tai'] ?? '')
    }
  }
}

const countPassingsOn = (world: World): void => {
  const speciesOf = new Map(entriesOf(world.sheets, 'thu-hoi').flatMap((entry) => entry.map((row) => [row['Vật nuôi hoàn trả: Các con vật: Số thẻ tai'] ?? '', first(entry, 'Vật nuôi hoàn trả: Loài vật nuôi')] as const)))
  for (const [row = {}] of entriesOf(world.sheets, 'luan-chuyen')) {
    const { household: { passedOn }, project: { pool } } = namedBy(world, row['Hộ nhận luân chuyển'] ?? '', row['Dự án'] ?? '')
    const amountDong = dong(row['Số tiền luân chuyển'])
    const tag = row['Vật nuôi luân chuyển: Số thẻ tai'] ?? ''
    passedOn.dong += amountDong + dong(row['Vật nuôi luân chuyển: Trị giá'])
    passedOn.times += 1
    pool.passedOnDong += amountDong
    pool.heldDong -= amountDong
    if (tag === '') continue
    add(passedOn.animals, speciesOf.get(tag) ?? '', 1)
    if (!pool.heldAnimals.delete(tag)) throw new Error(`animal ${tag} is passed on, but was not given back`)
  }
}

/** Who was selected, and what went to another use. */
const countPools = ({ sheets, projects }: World): void => {
  const poolOf = (entry: Entry): ProjectCount['pool'] => {
    const project = projects.get(first(entry, 'Dự án'))
    if (project === undefined) throw new Error(`no project ${first(entry, 'Dự án')}`)
    return project.pool
  }
  for (const entry of entriesOf(sheets, 'chon-ho-luan-chuyen')) poolOf(entry).selected += 1
  for (const entry of entriesOf(sheets, 'xu-ly-quy-con-du')) {
    const pool = poolOf(entry)
    pool.surplusDong += sum(entry, 'Số tiền còn dư')
    pool.heldDong -= sum(entry, 'Số tiền còn dư')
    for (const row of entry) pool.heldAnimals.delete(row['Vật nuôi còn dư: Các con vật: Số thẻ tai'] ?? '')
  }
}

const countTargets = (sheets: Sheets): Record<string, Herd> => {
  const targets: Record<string, Herd> = {}
  for (const entry of entriesOf(sheets, 'chi-tieu-giam-ngheo')) {
    const year = (targets[first(entry, 'Năm kế hoạch')] ??= {})
    for (const row of entry) add(year, row['Chỉ tiêu theo loại hộ: Loại hộ'] ?? '', dong(row['Chỉ tiêu theo loại hộ: Số hộ phải giảm trong năm']))
  }
  return targets
}
