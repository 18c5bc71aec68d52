import { dong, entriesOf, first, sum, type Entry, type Sheets } from './province-sheets.js'

// Capital and payments as the files have them; knows no command, no event and no read model.

export interface PaymentCount {
  /** Not answered yet. */
  requestedDong: number
  paidDong: number
  returnedDong: number
}

/** Assigned and adjusted = left + approved for projects + assigned down. */
export interface UnitCapital {
  amountDong: number
  assignedDownDong: number
  committedDong: number
}

interface CapitalCount {
  readonly capital: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly unitCapital: ReadonlyMap<string, UnitCapital>
}

const request = 'Đề nghị tạm ứng, thanh toán'
const amounts = 'Các dòng vốn: Số tiền'
const above = 'Vốn cấp trên được phân bổ lại'

export const countPayments = (sheets: Sheets): ReadonlyMap<string, PaymentCount> => {
  const requests = sheets.get('de-nghi-thanh-toan') ?? new Map<string, Entry>()
  const projects = new Map<string, PaymentCount>()
  const paid = new Map([...entriesOf(sheets, 'chi-tam-ung'), ...entriesOf(sheets, 'thanh-toan')].map((entry) => [first(entry, request), sum(entry, 'Số tiền chi, nếu ít hơn số đề nghị')]))
  const rejected = new Set(entriesOf(sheets, 'tu-choi-thanh-toan').map((entry) => first(entry, request)))
  const projectOf = (number: string): PaymentCount => {
    const project = first(requests.get(number) ?? [], 'Dự án')
    const known = projects.get(project) ?? { requestedDong: 0, paidDong: 0, returnedDong: 0 }
    projects.set(project, known)
    return known
  }
  for (const [number, entry] of requests) {
    const askedDong = sum(entry, 'Số tiền đề nghị')
    const paidDong = paid.get(number)
    if (paidDong !== undefined) projectOf(number).paidDong += paidDong === 0 ? askedDong : paidDong
    else if (!rejected.has(number)) projectOf(number).requestedDong += askedDong
  }
  for (const entry of entriesOf(sheets, 'nop-tra')) projectOf(first(entry, request)).returnedDong += sum(entry, 'Số tiền nộp trả')
  return projects
}

export const countCapital = (sheets: Sheets, budgets: ReadonlyMap<string, number>): CapitalCount => {
  const assignments = sheets.get('giao-von') ?? new Map<string, Entry>()
  const unitCapital = new Map<string, UnitCapital>()
  const unitOf = (number: string): UnitCapital => {
    const code = first(assignments.get(number) ?? [], 'Đơn vị được giao vốn: Mã đơn vị')
    const known = unitCapital.get(code) ?? { amountDong: 0, assignedDownDong: 0, committedDong: 0 }
    unitCapital.set(code, known)
    return known
  }
  const change = (number: string, changeDong: number): void => {
    unitOf(number).amountDong += changeDong
    const from = first(assignments.get(number) ?? [], above)
    if (from !== '') unitOf(from).assignedDownDong += changeDong
  }
  for (const [number, entry] of assignments) change(number, sum(entry, amounts))
  for (const entry of entriesOf(sheets, 'von-dieu-chinh')) change(first(entry, 'Vốn được giao'), sum(entry, 'Các dòng vốn điều chỉnh: Số tiền tăng (+) hoặc giảm (-)'))
  commit(sheets, budgets, unitOf)
  return { capital: fromAbove(assignments), unitCapital }
}

/** What was approved for projects, without what they gave back: that is all they neither spent nor still ask for. */
const commit = (sheets: Sheets, budgets: ReadonlyMap<string, number>, unitOf: (number: string) => UnitCapital): void => {
  const payments = countPayments(sheets)
  const released = new Set(entriesOf(sheets, 'tra-lai-von').map((entry) => first(entry, 'Dự án')))
  for (const entry of entriesOf(sheets, 'phe-duyet')) {
    const project = first(entry, 'Dự án')
    const { requestedDong, paidDong, returnedDong } = payments.get(project) ?? { requestedDong: 0, paidDong: 0, returnedDong: 0 }
    unitOf(first(entry, 'Ngân sách: Vốn được giao')).committedDong += released.has(project) ? requestedDong + paidDong - returnedDong : (budgets.get(project) ?? 0)
  }
}

const fromAbove = (assignments: ReadonlyMap<string, Entry>): Record<string, Record<string, number>> => {
  const capital: Record<string, Record<string, number>> = {}
  for (const row of [...assignments.values()].filter((entry) => first(entry, above) === '').flat()) {
    const year = (capital[row['Các dòng vốn: Năm ngân sách'] ?? ''] ??= {})
    const source = row['Các dòng vốn: Nguồn vốn'] ?? ''
    year[source] = (year[source] ?? 0) + dong(row[amounts])
  }
  return capital
}
