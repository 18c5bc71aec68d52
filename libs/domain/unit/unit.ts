import type { UnitRef } from '#event-log'
import { unitRegistered } from '../catalogue/programme-events.js'
import type { AreaKind } from '../core/area-kind.js'
import type { Day } from '../core/day.js'
import type { DataOf } from '../core/event-definition.js'
import { keepWhileInUse } from '../core/in-use.js'
import { formatDay } from '../core/language.js'
import { liesIn } from '../core/period.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState, on } from '../core/state.js'

export interface Unit {
  readonly registered?: {
    readonly name: string
    readonly level: DataOf<typeof unitRegistered>['level']
    /** The unit above it, whose capital it may use. */
    readonly parent?: UnitRef | undefined
    readonly areaKind: AreaKind
    readonly validFrom: Day
    readonly validTo?: Day | undefined
  }
}

/** The id of a unit's state: its code set and code. */
export const unitId = ({ codeSet, code }: UnitRef): string => `${codeSet}/${code}`

export const unit = defineState<Unit>({
  name: 'unit',
  tagKind: 'unit',
  initial: {},
  on: [
    on(unitRegistered, (state, { data: { name, level, parent, areaKind, validFrom, validTo } }) =>
      // A unit's children bear its tag too; its own registration stands before theirs.
      state.registered === undefined ? { registered: { name, level, parent, areaKind, validFrom, validTo } } : state),
  ],
})
keepWhileInUse('unit', unitRegistered)

const refuse = defineRefusals({
  'unit-unknown': {
    rule: 'Facts lie in units of government that are registered.', source: 'design',
    vi: ({ unit }: { unit: UnitRef }) => `Danh mục chưa có đơn vị ${unit.code} (bộ mã ${unit.codeSet}).`,
    en: ({ unit }: { unit: UnitRef }) => `Unit ${unit.code} of code set ${unit.codeSet} is not registered.`,
  },
  'unit-not-valid-on-day': {
    rule: 'A fact lies in a unit that existed on its day.', source: 'design',
    vi: ({ name, day }: { name: string; day: Day }) => `Đơn vị ${name} không có hiệu lực vào ngày ${formatDay(day)}.`,
    en: ({ name, day }: { name: string; day: Day }) => `Unit ${name} did not exist on ${formatDay(day)}.`,
  },
})

/** Why nothing can lie in this unit on that day, if so. */
export const refuseUnlessUnitValid = (ref: UnitRef, { registered }: Unit, day: Day): Refusal | undefined => {
  if (registered === undefined) return refuse('unit-unknown', { unit: ref })
  const { name, validFrom, validTo } = registered
  return liesIn(day, validFrom, validTo) ? undefined : refuse('unit-not-valid-on-day', { name, day })
}
