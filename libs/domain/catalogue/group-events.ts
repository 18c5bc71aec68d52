import { z } from 'zod'
import { defineEvent } from '../core/event-definition.js'
import { groupKindName, groupKinds } from '../group/group-kind.js'
import { unitRef } from './fields.js'

export const groupFormed = defineEvent({
  type: 'group-formed',
  version: 1,
  sentence: { vi: 'Các hộ lập thành nhóm để cùng thực hiện dự án.', en: 'Households formed a group to carry out a project together.' },
  payload: z.strictObject({
    groupId: z.uuid(), name: z.string(), kind: z.enum(groupKinds), unit: unitRef, leaderHouseholdId: z.uuid(),
    /** `experienced`: a household that does well in business, which may join without being supported itself. */
    members: z.array(z.strictObject({ householdId: z.uuid(), experienced: z.boolean() })),
  }),
  tags: ({ groupId, members }) => [`group:${groupId}`, ...members.map(({ householdId }) => `household:${householdId}`)],
  subject: ({ groupId }) => `group:${groupId}`,
  describe: ({ name, kind }) => ({
    vi: `Thành lập ${groupKindName(kind).vi} ${name}`,
    en: `Formed ${groupKindName(kind).en} ${name}`,
  }),
})
