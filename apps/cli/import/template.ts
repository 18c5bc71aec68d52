import { v5 } from 'uuid'
import { decisions, fieldsOf, type Bilingual, type Decision } from '#domain'
import { eventIdOf } from '#event-log'
import { foldText } from '#vault'
import { columnsOf, hasLists, shapeOf, type Column, type Shape, type ShapeField } from './shape.js'

/** Lasting: the ids of everything that was ever imported are made of it. */
const importNamespace = '2f0c7c1e-8f35-4d0f-9f4b-6d1f0a2c9b57'

/** A CSV file's form: one per command, and one for the corrections of what each command recorded. */
export interface Template {
  /** Lasting: the command's name, or `correct-` and that name. */
  readonly name: string
  /** "05-ho": how its files are named. */
  readonly fileName: string
  readonly title: Bilingual
  readonly row: Decision
  /** What the row corrects; undefined where it records something new. */
  readonly corrects?: Decision | undefined
  readonly shape: Shape
  readonly columns: readonly Column[]
  /** Rows with the same number make one command. */
  readonly grouped: boolean
}

export const rowNumberHeader = 'Số dòng'
export const correctedRowHeader = 'Dòng cần đính chính'

/** File names without diacritics, in the order in which things are entered. */
const fileNames: Readonly<Record<string, string>> = {
  'register-unit': '01-don-vi',
  'open-programme': '02-chuong-trinh',
  'publish-rule-set': '03-bo-quy-tac',
  'set-poverty-target': '03-chi-tieu-giam-ngheo',
  'assign-capital': '04-giao-von',
  'adjust-capital': '04-von-dieu-chinh',
  'register-household': '05-ho',
  'add-household-member': '05a-them-thanh-vien-ho',
  'change-household-head': '05b-thay-doi-chu-ho',
  'remove-household-member': '05c-thanh-vien-ra-khoi-ho',
  'classify-household': '06-xep-loai-ho',
  'form-group': '07-nhom-ho',
  'admit-group-member': '07a-ket-nap-vao-nhom',
  'change-group-leader': '07b-thay-doi-truong-nhom',
  'agree-group-rules': '07c-quy-che-nhom',
  'withdraw-group-member': '07d-ra-khoi-nhom',
  'propose-project': '08-du-an',
  'submit-project': '08a-trinh-tham-dinh',
  'return-project': '08b-tra-lai-ho-so',
  'resubmit-project': '08c-trinh-lai',
  'appraise-project': '08d-tham-dinh',
  'withdraw-project': '08e-rut-ho-so',
  'pledge-contribution': '09-cam-ket-doi-ung',
  'approve-project': '09-phe-duyet',
  'reject-project': '10-khong-phe-duyet',
  'sign-contract': '10a-hop-dong',
  'start-project': '10b-bat-dau-thuc-hien',
  'suspend-project': '10c-tam-dung',
  'resume-project': '10d-tiep-tuc-thuc-hien',
  'extend-project': '10e-gia-han',
  'accept-project': '10f-nghiem-thu',
  'complete-project': '10g-hoan-thanh-quyet-toan',
  'cancel-project': '10h-huy-bo',
  'record-contribution': '11-doi-ung',
  'reverse-contribution': '12-ghi-giam-doi-ung',
  'hand-over-money': '12-trao-tien',
  'hand-over-animal': '13-ban-giao-con-giong',
  'hand-over-goods': '13-ban-giao-hien-vat',
  'record-handover-refusal': '13-tu-choi-nhan-ho-tro',
  'create-obligation': '14-nghia-vu-hoan-tra',
  'record-recovery': '15-thu-hoi',
  'reschedule-obligation': '16-dieu-chinh-lich-hoan-tra',
  'open-pool': '16-lap-quy-quay-vong',
  'rank-candidates': '17-xep-thu-tu-luan-chuyen',
  'select-recipient': '18-chon-ho-luan-chuyen',
  'pass-on-support': '19-luan-chuyen',
  'resolve-surplus': '19-xu-ly-quy-con-du',
  'request-payment': '17-de-nghi-thanh-toan',
  'pay-advance': '18-chi-tam-ung',
  'make-payment': '18-thanh-toan',
  'reject-payment': '18-tu-choi-thanh-toan',
  'return-payment': '19-nop-tra',
  'release-capital': '19-tra-lai-von',
  'close-pool': '30-dong-quy-quay-vong',
  'close-project': '31-ket-thuc-du-an',
}

/** What a reference by row number points to: the template, and the name under which the domain made the id. */
const references: Readonly<Record<string, { readonly command: string; readonly idName: string }>> = {
  programmeId: { command: 'open-programme', idName: 'programme' },
  allocationId: { command: 'assign-capital', idName: 'allocation' },
  fromAllocationId: { command: 'assign-capital', idName: 'allocation' },
  householdId: { command: 'register-household', idName: 'household' },
  leaderHouseholdId: { command: 'register-household', idName: 'household' },
  custodianHouseholdId: { command: 'register-household', idName: 'household' },
  groupId: { command: 'form-group', idName: 'group' },
  // A member that joined without a citizen number; of one with a number the vault alone knows the id.
  personId: { command: 'add-household-member', idName: 'member' },
  projectId: { command: 'propose-project', idName: 'project' },
  paymentId: { command: 'request-payment', idName: 'payment' },
  obligationId: { command: 'create-obligation', idName: 'obligation' },
  contributionId: { command: 'record-contribution', idName: 'contribution' },
}

/** A row's own number as it is compared: "007" is 7, "vh-1" is VH-1. Undefined when it is no number or code. */
export const asRowNumber = (text: string): string | undefined => {
  const code = text.normalize('NFC').trim().toUpperCase()
  if (/^\d{1,18}$/.test(code)) return String(BigInt(code))
  return /^[\p{L}\d][\p{L}\d._/-]{0,39}$/u.test(code) ? code : undefined
}

/** The same row of the same template is the same command, whatever file it stands in. */
export const commandIdOf = (templateName: string, rowNumber: string): string => v5(rowNumber, v5(templateName, importNamespace))

/** The id of the thing that a row made; undefined for a field that names none. */
export const referencedId = ({ name, field }: Pick<Column, 'name' | 'field'>, rowNumber: string): string | undefined => {
  const reference = field.schema.format === 'uuid' ? references[name] : undefined
  return reference && v5(reference.idName, commandIdOf(reference.command, rowNumber))
}

/** The first event of a row of this command. */
export const eventOfRow = (command: string, rowNumber: string): string => eventIdOf(commandIdOf(command, rowNumber), 0)

const correction = decisions.find(({ records }) => records === undefined)
const recording = decisions.filter(({ records }) => records !== undefined)

const recordingTemplate = (row: Decision): Template => template({
  name: row.name, fileName: fileNames[row.name] ?? row.name, title: row.title, row, shape: shapeOf(row.command),
})

const correctionTemplate = (row: Decision, corrections: Decision): Template => template({
  name: `correct-${row.name}`,
  fileName: `20-dinh-chinh-${withoutOrder(fileNames[row.name] ?? row.name)}`,
  title: { vi: `Đính chính: ${row.title.vi}`, en: `Correct: ${row.title.en}` },
  row: corrections,
  corrects: row,
  shape: correctionShape(row, corrections),
})

/** What the correction says, the row that it corrects, and that row as it should have been; all of that blank annuls it. */
const correctionShape = (row: Decision, corrections: Decision): Shape => {
  const eventId = fieldsOf(corrections.command).get('eventId')
  if (eventId === undefined) throw new Error('corrections name no event')
  const right: ShapeField = { kind: 'part', optional: true, shape: shapeOf(row.command, { required: false, without: ['occurredOn', 'paper'] }) }
  return new Map<string, ShapeField>([
    ['eventId', { kind: 'cell', column: { header: correctedRowHeader, field: eventId, name: 'eventId', required: true } }],
    ...shapeOf(corrections.command, { without: ['eventId', 'replacement'] }),
    ['replacement', right],
  ])
}

const template = (parts: Omit<Template, 'columns' | 'grouped'>): Template => ({ ...parts, columns: columnsOf(parts.shape), grouped: hasLists(parts.shape) })

/** The order is a number, and a letter where many files go between two numbers: "08a-trinh-tham-dinh". */
const withoutOrder = (fileName: string): string => fileName.replace(/^\d+(?:[a-z](?=[-_ ]))?[-_ ]*/, '')

export const templates: readonly Template[] = [
  ...recording.map(recordingTemplate),
  ...(correction === undefined ? [] : recording.map((row) => correctionTemplate(row, correction))),
]

/** By name, or by the name of a file: `05-ho.csv`, `05-ho.van-han.csv`, `ho_2024.csv`. */
export const findTemplate = (nameOrFile: string): Template | undefined => {
  const slug = foldText(withoutOrder(nameOrFile.toLowerCase()).replace(/\.csv$/, '').split(/[._]/)[0] ?? '')
  return templates.find(({ name, fileName }) => name === nameOrFile || foldText(withoutOrder(fileName)) === slug)
}

export const foldHeader = foldText

/** The one template whose columns these headers are. */
export const findTemplateByHeaders = (headers: readonly string[]): Template | undefined => {
  const given = new Set(headers.map(foldHeader))
  const fitting = templates.filter(({ columns }) => {
    const known = new Set([rowNumberHeader, ...columns.map(({ header }) => header)].map(foldHeader))
    return [...given].every((header) => known.has(header)) && columns.every(({ header, required }) => !required || given.has(foldHeader(header)))
  })
  return fitting.length === 1 ? fitting[0] : undefined
}
