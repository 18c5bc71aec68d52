import { capitalAssigned } from '../catalogue/capital-events.js'
import { decision } from '../core/decision.js'
import { Count, Id, Part, Parts, Text } from '../core/fields.js'
import { fundingLineKey, type FundingLine } from '../core/money.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand, UnitFields } from '../core/recorded-command.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { unitTag } from '../core/unit.js'
import { programme, refuseUnlessOpen } from '../programme/programme.js'
import { refuseUnlessUnitValid, unit as unitState, unitId } from '../unit/unit.js'
import { FundingLineFields } from './funding-line-fields.js'

/** Assigns capital of a programme to a unit for a budget year. */
export class AssignCapital extends PaperCommand {
  @Id('Chương trình', 'Programme') programmeId!: string
  @Part('Đơn vị được giao vốn', 'Unit that gets it', UnitFields) unit!: UnitFields
  @Count('Năm ngân sách', 'Budget year', { min: 2000, max: 2100, example: 2024 }) budgetYear!: number
  @Text('Tiêu chí phân bổ (công khai)', 'Grounds of the allocation (public)', { optional: true, max: 500, example: 'Theo số hộ nghèo, cận nghèo: 120 hộ' }) criteria?: string
  @Parts('Các dòng vốn', 'Funding lines', FundingLineFields, { max: 100 }) fundingLines!: FundingLineFields[]
}

const refuse = defineRefusals({
  'funding-line-repeated': {
    rule: 'Money of one component, source and year stands on one line.', source: 'design',
    vi: ({ line }: { line: string }) => `Dòng vốn ${line} bị lặp lại; hãy cộng gộp thành một dòng.`,
    en: ({ line }: { line: string }) => `Funding line ${line} is repeated; add the amounts up on one line.`,
  },
  'carried-from-later-year': {
    rule: 'Money is carried over from an earlier year.', source: 'design',
    vi: ({ carriedFrom, budgetYear }: { carriedFrom: number; budgetYear: number }) => `Vốn năm ${budgetYear} không thể chuyển nguồn từ năm ${carriedFrom}.`,
    en: ({ carriedFrom, budgetYear }: { carriedFrom: number; budgetYear: number }) => `Money of ${budgetYear} can't be carried over from ${carriedFrom}.`,
  },
})

const kind = capitalAssigned.type
const paperSubject = ({ programmeId, unit }: AssignCapital): string => `programme:${programmeId} ${unitTag(unit)}`

export const assignCapital = decision(AssignCapital, {
  title: { vi: 'Giao vốn', en: 'Assign capital' },
  records: capitalAssigned,
  reads: (command) => ({
    programme: programme(command.programmeId),
    unit: unitState(unitId(command.unit)),
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  decide(states, command, { newId }) {
    const { programmeId, unit, budgetYear, criteria, occurredOn, paper } = command
    const refusal =
      refuseUnlessOpen(programmeId, states.programme, occurredOn) ??
      refuseUnlessUnitValid(unit, states.unit, occurredOn) ??
      refuseIfRecorded(paper, states.paperRecord)
    if (refusal) return refusal
    const fundingLines = command.fundingLines.map((line) => ({ ...line, programme: states.programme.opened?.code ?? '' }))
    const badLine = refuseBadLine(fundingLines)
    if (badLine) return badLine
    return [capitalAssigned({ allocationId: newId('allocation'), programmeId, unit, budgetYear, criteria, fundingLines }, { occurredOn, paper, unit }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

const refuseBadLine = (lines: readonly FundingLine[]): Refusal | undefined => {
  for (const { carriedFrom, budgetYear } of lines) {
    if (carriedFrom !== undefined && carriedFrom >= budgetYear) return refuse('carried-from-later-year', { carriedFrom, budgetYear })
  }
  const keys = lines.map(fundingLineKey)
  const line = keys.find((key, index) => keys.indexOf(key) < index)
  return line === undefined ? undefined : refuse('funding-line-repeated', { line })
}
