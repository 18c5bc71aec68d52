import type { UnitRef } from '#event-log'
import { povertyTargetSet } from '../catalogue/target-events.js'
import { decision } from '../core/decision.js'
import { Count, OneOf, Part, Parts } from '../core/fields.js'
import { PaperCommand, UnitFields } from '../core/recorded-command.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { povertyClassName } from '../household/poverty-class.js'
import type { PovertyClass } from '../programme/rules.js'
import { refuseUnlessUnitValid, unit as unitState, unitId } from '../unit/unit.js'
import { povertyTarget, povertyTargetId } from './poverty-target.js'

/** Only out of these is a household brought. */
const classesToLeave = ['poor', 'near-poor'] as const

export class TargetFields {
  @OneOf('Loại hộ', 'Class of household', classesToLeave) povertyClass!: (typeof classesToLeave)[number]
  @Count('Số hộ phải giảm trong năm', 'Households to be brought out of it within the year', { min: 0, max: 10_000_000, example: 120 }) households!: number
}

/** Sets how many households a unit is to bring out of poverty and near-poverty within a year. */
export class SetPovertyTarget extends PaperCommand {
  @Part('Đơn vị được giao chỉ tiêu', 'Unit', UnitFields) unit!: UnitFields
  @Count('Năm kế hoạch', 'Year', { min: 2000, max: 2100, example: 2024 }) year!: number
  @Parts('Chỉ tiêu theo loại hộ', 'Targets by class', TargetFields, { max: 2 }) targets!: TargetFields[]
}

const refuse = defineRefusals({
  'target-already-set': {
    rule: 'A unit has one set of targets a year: what was typed wrong or decided anew is corrected.', source: 'design',
    vi: ({ unit, year, eventId }: { unit: UnitRef; year: number; eventId: string }) => `Đơn vị ${unit.code} đã có chỉ tiêu giảm nghèo năm ${year} (sự kiện ${eventId}); nếu thay đổi, hãy đính chính.`,
    en: ({ unit, year, eventId }: { unit: UnitRef; year: number; eventId: string }) => `Unit ${unit.code} has its targets of ${year} already (event ${eventId}); correct them where they change.`,
  },
  'target-class-repeated': {
    rule: 'A class of households stands once among the targets.', source: 'design',
    vi: ({ povertyClass }: { povertyClass: PovertyClass }) => `Chỉ tiêu cho ${povertyClassName(povertyClass).vi} bị ghi hai lần.`,
    en: ({ povertyClass }: { povertyClass: PovertyClass }) => `There are two targets for households that are ${povertyClassName(povertyClass).en}.`,
  },
})

export const setPovertyTarget = decision(SetPovertyTarget, {
  title: { vi: 'Giao chỉ tiêu giảm nghèo', en: 'Set poverty reduction targets' },
  records: povertyTargetSet,
  reads: ({ unit, year }) => ({ unit: unitState(unitId(unit)), target: povertyTarget(povertyTargetId(unit, year)) }),
  decide(states, { unit, year, targets, occurredOn, paper }) {
    const refusal = refuseUnlessUnitValid(unit, states.unit, occurredOn) ?? refuseRepeated(targets)
    if (refusal) return refusal
    const { set } = states.target
    // One set a year is stricter than one a paper, so that the paper needs no tag of its own.
    if (set) return refuse('target-already-set', { unit, year, eventId: set.eventId })
    return [povertyTargetSet({ unit, year, targets }, { occurredOn, paper, unit })]
  },
})

const refuseRepeated = (targets: readonly TargetFields[]): Refusal | undefined => {
  const classes = targets.map(({ povertyClass }) => povertyClass)
  const povertyClass = classes.find((each, index) => classes.indexOf(each) < index)
  return povertyClass && refuse('target-class-repeated', { povertyClass })
}
