import { z } from 'zod'
import { defineEvent, sealed } from '../core/event-definition.js'
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

export const groupMemberAdmitted = defineEvent({
  type: 'group-member-admitted',
  version: 1,
  sentence: { vi: 'Nhóm kết nạp thêm một hộ.', en: 'A group admitted another household.' },
  payload: z.strictObject({ groupId: z.uuid(), householdId: z.uuid(), experienced: z.boolean() }),
  tags: ({ groupId, householdId }) => [`group:${groupId}`, `household:${householdId}`],
  subject: ({ groupId }) => `group:${groupId}`,
  describe: ({ experienced }) => ({
    vi: `Kết nạp hộ vào nhóm${experienced ? ', hộ có kinh nghiệm làm kinh tế giỏi' : ''}`,
    en: `Admitted ${experienced ? 'an experienced household' : 'a household'} to the group`,
  }),
})

export const groupMemberWithdrawn = defineEvent({
  type: 'group-member-withdrawn',
  version: 1,
  sentence: { vi: 'Một hộ ra khỏi nhóm.', en: 'A household withdrew from a group.' },
  payload: z.strictObject({ groupId: z.uuid(), householdId: z.uuid(), reason: sealed('household', z.string()) }),
  tags: ({ groupId, householdId }) => [`group:${groupId}`, `household:${householdId}`],
  subject: ({ groupId }) => `group:${groupId}`,
  describe: () => ({ vi: 'Hộ ra khỏi nhóm', en: 'A household withdrew from the group' }),
})

export const groupLeaderChanged = defineEvent({
  type: 'group-leader-changed',
  version: 1,
  sentence: { vi: 'Nhóm bầu trưởng nhóm mới.', en: 'A group chose another leader.' },
  payload: z.strictObject({ groupId: z.uuid(), householdId: z.uuid() }),
  tags: ({ groupId, householdId }) => [`group:${groupId}`, `household:${householdId}`],
  subject: ({ groupId }) => `group:${groupId}`,
  describe: () => ({ vi: 'Hộ được bầu làm trưởng nhóm', en: 'A household became leader of the group' }),
})

/** What the members agreed for what is given back: within the province's frame, and of one group alone. */
export const groupRulesAgreed = defineEvent({
  type: 'group-rules-agreed',
  version: 1,
  sentence: { vi: 'Nhóm thống nhất quy chế quay vòng của mình.', en: 'A group agreed on the rules of its rotation.' },
  payload: z.strictObject({
    groupId: z.uuid(),
    /** Of the support that a household got, what it gives back. */
    recoveryPercent: z.int().nonnegative(), recoveryForms: z.array(z.enum(['cash', 'animal'])),
    /** Months in which it is given back. */
    scheduleMonths: z.int().nonnegative(),
    /** Who is next, in words; public. */
    recipientCriteria: z.string(),
    /** The household that keeps what was given back. */
    custodianHouseholdId: z.uuid().optional(),
    lossHandling: sealed('subject', z.string()),
  }),
  tags: ({ groupId, custodianHouseholdId }) => [`group:${groupId}`, custodianHouseholdId === undefined ? undefined : `household:${custodianHouseholdId}`],
  subject: ({ groupId }) => `group:${groupId}`,
  describe: ({ recoveryPercent, scheduleMonths }) => ({
    vi: `Nhóm thống nhất thu hồi ${recoveryPercent}% hỗ trợ trong ${scheduleMonths} tháng`,
    en: `The group agreed that ${recoveryPercent}% of support is given back within ${scheduleMonths} months`,
  }),
})
