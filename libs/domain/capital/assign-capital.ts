import type { UnitRef } from '#event-log'
import { capitalAssigned } from '../catalogue/capital-events.js'
import { decision } from '../core/decision.js'
import { Count, Id, Part, Parts, Text } from '../core/fields.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand, UnitFields } from '../core/recorded-command.js'
import { unitTag } from '../core/unit.js'
import { programme, refuseUnlessOpen } from '../programme/programme.js'
import { refuseUnlessUnitValid, unit as unitState, unitId, type Unit } from '../unit/unit.js'
import { allocation } from './allocation.js'
import { refuseUnlessPassedDown } from './assign-down.js'
import { refuseBadLine } from './bad-line.js'
import { FundingLineFields } from './funding-line-fields.js'

/** Assigns capital of a programme to a unit for a budget year; where it comes from a unit above, out of that unit's allocation. */
export class AssignCapital extends PaperCommand {
  @Id('Chương trình', 'Programme') programmeId!: string
  @Part('Đơn vị được giao vốn', 'Unit that gets it', UnitFields) unit!: UnitFields
  @Count('Năm ngân sách', 'Budget year', { min: 2000, max: 2100, example: 2024 }) budgetYear!: number
  @Id('Vốn cấp trên được phân bổ lại', 'Allocation of a unit above that it comes from', { optional: true }) fromAllocationId?: string
  @Text('Tiêu chí phân bổ (công khai)', 'Grounds of the allocation (public)', { optional: true, max: 500, example: 'Theo số hộ nghèo, cận nghèo: 120 hộ' }) criteria?: string
  @Parts('Các dòng vốn', 'Funding lines', FundingLineFields, { max: 100 }) fundingLines!: FundingLineFields[]
}

const kind = capitalAssigned.type
const paperSubject = ({ programmeId, unit }: AssignCapital): string => `programme:${programmeId} ${unitTag(unit)}`

export const assignCapital = decision(AssignCapital, {
  title: { vi: 'Giao vốn', en: 'Assign capital' },
  records: capitalAssigned,
  reads: (command) => ({
    programme: programme(command.programmeId),
    unit: unitState(unitId(command.unit)),
    above: command.fromAllocationId === undefined ? [] : [allocation(command.fromAllocationId)],
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  thenReads: ({ unit: { registered } }, { fromAllocationId }) => ({
    unitsAbove: fromAllocationId === undefined || registered?.parent === undefined ? [] : [unitState(unitId(registered.parent))],
  }),
  decide(states, command, { newId }) {
    const { programmeId, unit, budgetYear, fromAllocationId, criteria, occurredOn, paper } = command
    const refusal =
      refuseUnlessOpen(programmeId, states.programme, occurredOn) ??
      refuseUnlessUnitValid(unit, states.unit, occurredOn) ??
      refuseIfRecorded(paper, states.paperRecord)
    if (refusal) return refusal
    const fundingLines = command.fundingLines.map((line) => ({ ...line, programme: states.programme.opened?.code ?? '' }))
    const badLine = refuseBadLine(fundingLines)
    if (badLine) return badLine
    const [above] = states.above
    const notDown = fromAllocationId === undefined ? undefined
      : refuseUnlessPassedDown({ fromAllocationId, above, programmeId, unit, unitsAbove: unitsAbove(states.unit, states.unitsAbove[0]), fundingLines, day: occurredOn })
    if (notDown) return notDown
    return [capitalAssigned({ allocationId: newId('allocation'), programmeId, unit, budgetYear, fromAllocationId, criteria, fundingLines }, { occurredOn, paper, unit }, [paperTag(kind, paperSubject(command), paper)])]
  },
})

/** Of a commune its district and its province; communes stand right under the province since 1 July 2025. */
const unitsAbove = (own: Unit, parent: Unit | undefined): UnitRef[] => [own.registered?.parent, parent?.registered?.parent].filter((each) => each !== undefined)
