import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

// A count of the CSV files alone, in their own words: it knows no command, no event and no read model, so that it can
// stand against what those make of the same papers.

/** What a household got, put in, owes and gave back; animals by the word for their species. */
export interface HouseholdCount {
  readonly support: { moneyDong: number; animalsDong: number; animals: Herd; handovers: number }
  readonly passedOn: { dong: number; animals: Herd; times: number }
  readonly contributed: { cashDong: number; goodsDong: number; labourDong: number; halfDays: number; receipts: number }
  readonly owed: Debt
  readonly recovered: Debt
}

export interface ProjectCount {
  readonly name: string
  readonly mode: string
  readonly kind: string
  readonly stage: 'proposed' | 'approved' | 'rejected'
  readonly proposedCostDong: number
  readonly budgetDong: number
  readonly approvedSupportDong: number
  readonly money: { handedOverDong: number; contributedDong: number }
  readonly pool: { receivedDong: number; passedOnDong: number; heldDong: number; readonly heldAnimals: Set<string> }
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
  /** Assigned capital: budget year, then the source as the files name it. */
  readonly capital: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** How many entries the files hold, corrections among them. */
  readonly entries: number
}

export const countProvince = (folder: string): ProvinceCount => {
  const { sheets, entries } = readSheets(folder)
  const households = new Map([...(sheets.get('ho') ?? new Map<string, Entry>()).keys()].map((number) => [number, emptyHousehold()]))
  const projects = countedProjects(sheets)
  const world = { sheets, households, projects }
  countContributions(world)
  countHandovers(world)
  countObligations(world)
  countPassingsOn(world)
  return { households, projects, capital: countCapital(sheets), entries }
}

type Row = Readonly<Record<string, string>>
/** The rows of one number. */
type Entry = readonly Row[]
type Sheets = ReadonlyMap<string, ReadonlyMap<string, Entry>>

interface World {
  readonly sheets: Sheets
  readonly households: Map<string, HouseholdCount>
  readonly projects: Map<string, ProjectCount>
}

/** What a file is about, from its name: "72-doi-ung.nhap-muon.csv" is about doi-ung. */
const aboutOf = (file: string): string => file.replace(/^\d+-/, '').split('.')[0] ?? ''
const correcting = 'dinh-chinh-'

const readSheets = (folder: string): { readonly sheets: Sheets; readonly entries: number } => {
  const sheets = new Map<string, Map<string, Entry>>()
  for (const file of readdirSync(folder).sort()) {
    const sheet = sheets.get(aboutOf(file)) ?? new Map<string, Entry>()
    sheets.set(aboutOf(file), sheet)
    const rows: Row[] = parse(readFileSync(join(folder, file)), { columns: true })
    for (const row of rows) sheet.set(row['Số dòng'] ?? '', [...(sheet.get(row['Số dòng'] ?? '') ?? []), row])
  }
  const entries = [...sheets.values()].reduce((sum, { size }) => sum + size, 0)
  for (const [about, sheet] of sheets) if (about.startsWith(correcting)) for (const correction of sheet.values()) correct(sheets.get(about.slice(correcting.length)), correction)
  return { sheets, entries }
}

/** What is corrected says what its correction says; where that says nothing it never was. */
const correct = (sheet: Map<string, Entry> | undefined, correction: Entry): void => {
  const number = correction[0]?.['Dòng cần đính chính'] ?? ''
  const wrong = sheet?.get(number)
  if (sheet === undefined || wrong?.[0] === undefined) throw new Error(`nothing has the number ${number}`)
  const headers = Object.keys(wrong[0]).filter((header) => header !== 'Số dòng' && !header.startsWith('Giấy tờ: ') && header in (correction[0] ?? {}))
  if (correction.every((row) => headers.every((header) => row[header] === ''))) sheet.delete(number)
  else sheet.set(number, correction.map((row) => ({ ...wrong[0], ...Object.fromEntries(headers.map((header) => [header, row[header] ?? ''])) })))
}

const dong = (text: string | undefined): number => Number((text ?? '').replaceAll('.', ''))
const sum = (entry: Entry, header: string): number => entry.reduce((total, row) => total + dong(row[header]), 0)
const first = (entry: Entry, header: string): string => entry.find((row) => (row[header] ?? '') !== '')?.[header] ?? ''

const emptyHousehold = (): HouseholdCount => ({
  support: { moneyDong: 0, animalsDong: 0, animals: {}, handovers: 0 },
  passedOn: { dong: 0, animals: {}, times: 0 },
  contributed: { cashDong: 0, goodsDong: 0, labourDong: 0, halfDays: 0, receipts: 0 },
  owed: { dong: 0, animals: {} },
  recovered: { dong: 0, animals: {} },
})

const add = (herd: Herd, species: string, count: number): void => void (herd[species] = (herd[species] ?? 0) + count)

const entriesOf = (sheets: Sheets, about: string): Entry[] => [...(sheets.get(about)?.values() ?? [])]

const countedProjects = (sheets: Sheets): Map<string, ProjectCount> => {
  const decided = (about: string) => new Map(entriesOf(sheets, about).map((entry) => [first(entry, 'Dự án'), entry]))
  const approvals = decided('phe-duyet')
  const rejections = decided('khong-phe-duyet')
  return new Map([...(sheets.get('du-an') ?? [])].map(([number, entry]) => {
    const approval = approvals.get(number) ?? []
    return [number, {
      name: first(entry, 'Tên dự án'), mode: first(entry, 'Phương thức thực hiện'), kind: first(entry, 'Lĩnh vực'),
      stage: approvals.has(number) ? 'approved' : rejections.has(number) ? 'rejected' : 'proposed',
      proposedCostDong: sum(entry, 'Tổng kinh phí đề xuất'),
      budgetDong: sum(approval, 'Ngân sách: Các dòng vốn: Số tiền'),
      approvedSupportDong: sum(approval, 'Các hộ được hỗ trợ: Mức hỗ trợ'),
      money: { handedOverDong: 0, contributedDong: 0 },
      pool: { receivedDong: 0, passedOnDong: 0, heldDong: 0, heldAnimals: new Set<string>() },
    }]
  }))
}

const namedBy = ({ households, projects }: World, household: string, project: string): { readonly household: HouseholdCount; readonly project: ProjectCount } => {
  const found = { household: households.get(household), project: projects.get(project) }
  if (found.household === undefined || found.project === undefined) throw new Error(`no household ${household} or no project ${project}`)
  return { household: found.household, project: found.project }
}

const countContributions = (world: World): void => {
  const dayPrices = new Map(entriesOf(world.sheets, 'phe-duyet').map((entry) => [first(entry, 'Dự án'), dong(first(entry, 'Vốn đối ứng: Đơn giá ngày công'))]))
  for (const [row = {}] of entriesOf(world.sheets, 'doi-ung')) {
    const { household: { contributed }, project } = namedBy(world, row['Hộ'] ?? '', row['Dự án'] ?? '')
    const halfDays = dong(row['Công lao động: Số nửa ngày công'])
    const [cashDong, goodsDong, labourDong] = [dong(row['Tiền: Số tiền']), dong(row['Hiện vật: Thành tiền']), Math.floor((halfDays * (dayPrices.get(row['Dự án'] ?? '') ?? 0)) / 2)]
    contributed.cashDong += cashDong
    contributed.goodsDong += goodsDong
    contributed.labourDong += labourDong
    contributed.halfDays += halfDays
    contributed.receipts += 1
    project.money.contributedDong += cashDong + goodsDong + labourDong
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

const countCapital = (sheets: Sheets): Record<string, Record<string, number>> => {
  const capital: Record<string, Record<string, number>> = {}
  for (const row of entriesOf(sheets, 'giao-von').flat()) {
    const year = (capital[row['Các dòng vốn: Năm ngân sách'] ?? ''] ??= {})
    add(year, row['Các dòng vốn: Nguồn vốn'] ?? '', dong(row['Các dòng vốn: Số tiền']))
  }
  return capital
}
