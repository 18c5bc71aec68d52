import type { Day } from '../core/day.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { refuseUnlessRegistered, type Household } from '../household/household.js'
import { ineligibleInWords, ineligibleOn, type Ineligible } from '../project/eligibility.js'
import { inProject } from '../project/household-in-project.js'
import type { Approval, Project } from '../project/project.js'

const refuse = defineRefusals({
  'recipient-not-eligible': {
    rule: 'What was given back goes to a household that is of a target class on the day, of its ranking, selection and passing on.', source: 'design',
    vi: ({ householdId, reason }: { householdId: string; reason: Ineligible; day: Day }) => `Hộ ${householdId} không được nhận luân chuyển: ${ineligibleInWords[reason].vi}.`,
    en: ({ householdId, reason }: { householdId: string; reason: Ineligible; day: Day }) => `Nothing can be passed on to household ${householdId}: ${ineligibleInWords[reason].en}.`,
  },
  'recipient-already-supported': {
    rule: 'A project supports a household once, by its approval or by passing on; what is passed on in one day counts together.', source: 'design',
    vi: ({ householdId }: { householdId: string }) => `Hộ ${householdId} đã được dự án này hỗ trợ.`,
    en: ({ householdId }: { householdId: string }) => `Household ${householdId} has already been supported by this project.`,
  },
})

interface OnDay {
  readonly householdId: string
  readonly day: Day
}

/** Why nothing can be passed on to this household, if so. */
export const refuseRecipient = (state: Project, approval: Approval, household: Household, { householdId, day }: OnDay): Refusal | undefined => {
  const { passedOnOn } = inProject(state.households, householdId)
  return refuseTarget(approval, household, { householdId, day, isServed: passedOnOn !== undefined && passedOnOn !== day })
}

/** Why a household can't be ranked or selected to be next, if so: what was passed on to it later doesn't count. */
export const refuseCandidate = (state: Project, approval: Approval, household: Household, { householdId, day }: OnDay): Refusal | undefined =>
  refuseTarget(approval, household, { householdId, day, isServed: isServedBefore(state, householdId, day) })

export const isServedBefore = ({ households }: Project, householdId: string, day: Day): boolean => {
  const { passedOnOn } = inProject(households, householdId)
  return passedOnOn !== undefined && passedOnOn < day
}

const refuseTarget = ({ supportDong, rules }: Approval, household: Household, { householdId, day, isServed }: OnDay & { readonly isServed: boolean }): Refusal | undefined => {
  const unregistered = refuseUnlessRegistered(householdId, household, day)
  if (unregistered) return unregistered
  if (supportDong[householdId] !== undefined || isServed) return refuse('recipient-already-supported', { householdId })
  const reason = ineligibleOn(household, day, rules)
  return reason && refuse('recipient-not-eligible', { householdId, reason, day })
}
