import type { UnitRef } from '#event-log'
import { householdRegistered, povertyClassified } from '../catalogue/household-events.js'
import { heldOn, withDated, type DatedList } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import { keepWhileInUse } from '../core/in-use.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState, on } from '../core/state.js'
import type { PovertyClass } from './poverty-class.js'

export interface Classification {
  readonly povertyClass: PovertyClass
  readonly standardVersion: string
  /** The last day on which it holds, where it has one. */
  readonly validTo?: Day | undefined
  /** The day it escaped from poverty, of a newly escaped household. */
  readonly escapedOn?: Day | undefined
}

export interface Household {
  readonly registered?: { readonly unit: UnitRef; readonly registeredOn: Day; readonly personIds: readonly string[] }
  readonly classes: DatedList<Classification>
}

export const household = defineState<Household>({
  name: 'household',
  tagKind: 'household',
  initial: { classes: [] },
  on: [
    on(householdRegistered, (state, { occurredOn, data: { unit, members } }) => ({
      ...state,
      registered: { unit, registeredOn: occurredOn, personIds: members.map(({ personId }) => personId) },
    })),
    on(povertyClassified, (state, { data: { povertyClass, standardVersion, validFrom, validTo, escapedOn } }) => ({
      ...state,
      classes: withDated(state.classes, validFrom, { povertyClass, standardVersion, validTo, escapedOn }),
    })),
  ],
})
keepWhileInUse('household', householdRegistered)

/**
 * What a household was classified as on a day; undefined where it had not been classified yet, or where its last class
 * had ceased to hold: an older one that this replaced does not come back.
 */
export const classOn = ({ classes }: Pick<Household, 'classes'>, day: Day): Classification | undefined => {
  const last = heldOn(classes, day)
  return last?.validTo !== undefined && last.validTo < day ? undefined : last
}

const refuse = defineRefusals({
  'household-unknown': {
    rule: 'Facts are about households that are registered.', source: 'design',
    vi: ({ householdId }: { householdId: string }) => `Chưa có hộ ${householdId} trong sổ.`,
    en: ({ householdId }: { householdId: string }) => `There is no household ${householdId}.`,
  },
  'household-not-yet-registered': {
    rule: 'A household is registered before anything is recorded of it.', source: 'design',
    vi: ({ registeredOn, day }: { householdId: string; registeredOn: Day; day: Day }) => `Hộ được ghi sổ ngày ${formatDay(registeredOn)}, sau ngày ${formatDay(day)}.`,
    en: ({ registeredOn, day }: { householdId: string; registeredOn: Day; day: Day }) => `The household was registered on ${formatDay(registeredOn)}, after ${formatDay(day)}.`,
  },
})

/** Why nothing can be recorded of this household on that day, if so. */
export const refuseUnlessRegistered = (householdId: string, { registered }: Household, day: Day): Refusal | undefined => {
  if (registered === undefined) return refuse('household-unknown', { householdId })
  const { registeredOn } = registered
  return day < registeredOn ? refuse('household-not-yet-registered', { householdId, registeredOn, day }) : undefined
}
