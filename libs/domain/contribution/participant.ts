import { defineRefusals, type Refusal } from '../core/refusal.js'
import type { Group } from '../group/group.js'

const refuse = defineRefusals({
  'household-not-a-participant': {
    rule: "The households' own share comes from members of the project's group.", source: 'Decree 27/2022, Article 22',
    vi: ({ householdId }: { householdId: string }) => `Hộ ${householdId} không tham gia dự án này.`,
    en: ({ householdId }: { householdId: string }) => `Household ${householdId} takes no part in this project.`,
  },
})

/** Why this household can put nothing into the group's project, if so. */
export const refuseUnlessParticipant = (householdId: string, group: Group | undefined): Refusal | undefined =>
  group?.members.some((member) => member.householdId === householdId) ? undefined : refuse('household-not-a-participant', { householdId })
