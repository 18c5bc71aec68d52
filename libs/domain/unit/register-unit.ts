import type { UnitRef } from '#event-log'
import { unitRegistered } from '../catalogue/programme-events.js'
import { areaKinds, type AreaKind } from '../core/area-kind.js'
import { decision } from '../core/decision.js'
import { DayField, OneOf, Part, Text } from '../core/fields.js'
import { refuseUnlessPeriod } from '../core/period.js'
import { PaperCommand, UnitFields } from '../core/recorded-command.js'
import { defineRefusals } from '../core/refusal.js'
import { refuseUnlessUnitValid, unit as unitState, unitId } from './unit.js'

const levels = ['province', 'district', 'commune'] as const

/** Registers a unit of government under a code set, for the days on which it exists. */
export class RegisterUnit extends PaperCommand {
  @Part('Đơn vị', 'Unit', UnitFields) unit!: UnitFields
  @Text('Tên đơn vị', 'Name of the unit', { example: 'Xã Văn Hán' }) name!: string
  @OneOf('Cấp', 'Level', levels) level!: (typeof levels)[number]
  @Part('Đơn vị cấp trên', 'Unit above it', UnitFields, { optional: true }) parent?: UnitFields
  @OneOf('Loại địa bàn', 'Kind of area', areaKinds) areaKind!: AreaKind
  @DayField('Có hiệu lực từ ngày', 'Exists from', { example: '2025-07-01' }) validFrom!: string
  @DayField('Có hiệu lực đến hết ngày', 'Exists until the end of', { optional: true }) validTo?: string
}

const refuse = defineRefusals({
  'unit-already-registered': {
    rule: 'A code of a code set names one unit.', source: 'design',
    vi: ({ unit, name }: { unit: UnitRef; name: string }) => `Mã ${unit.code} (bộ mã ${unit.codeSet}) đã là của đơn vị ${name}.`,
    en: ({ unit, name }: { unit: UnitRef; name: string }) => `Code ${unit.code} of code set ${unit.codeSet} already names ${name}.`,
  },
})

export const registerUnit = decision(RegisterUnit, {
  title: { vi: 'Ghi đơn vị hành chính vào danh mục', en: 'Register a unit of government' },
  records: unitRegistered,
  reads: ({ unit, parent }) => ({ own: unitState(unitId(unit)), parents: parent === undefined ? [] : [unitState(unitId(parent))] }),
  decide({ own, parents: [above] }, { unit, name, level, parent, areaKind, validFrom, validTo, occurredOn, paper }) {
    if (own.registered) return refuse('unit-already-registered', { unit, name: own.registered.name })
    const refusal = refuseUnlessPeriod(validFrom, validTo) ?? (parent && above && refuseUnlessUnitValid(parent, above, validFrom))
    if (refusal) return refusal
    return [unitRegistered({ unit, name, level, parent, areaKind, validFrom, validTo }, { occurredOn, paper, unit })]
  },
})
