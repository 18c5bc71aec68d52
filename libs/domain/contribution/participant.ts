import type { Day } from '../core/day.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { isMemberOn, type Group } from '../group/group.js'

const refuse = defineRefusals({
  'household-not-a-participant': {
    rule: "The households' own share comes from members of the project's group.", source: 'Decree 27/2022, Article 22',
    vi: ({ householdId }: { householdId: string }) => `Hộ ${householdId} không tham gia dự án này.`,
    en: ({ householdId }: { householdId: string }) => `Household ${householdId} takes no part in this project.`,
  },
})

/** Why this household can put nothing into the group's project on a day, if so. */
export const refuseUnlessParticipant = (householdId: string, group: Group | undefined, day: Day): Refusal | undefined =>
  group !== undefined && isMemberOn(group, householdId, day) ? undefined : refuse('household-not-a-participant', { householdId })
