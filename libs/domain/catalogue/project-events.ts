import { z } from 'zod'
import { areaKinds } from '../core/area-kind.js'
import { defineEvent, sealed } from '../core/event-definition.js'
import { formatDong } from '../core/language.js'
import { dong, fundingLine, sumDong } from '../core/money.js'
import { povertyClasses, projectModes, rules } from '../programme/rules.js'
import { projectKinds } from '../project/project-kind.js'
import { day, unitRef } from './fields.js'

export const projectProposed = defineEvent({
  type: 'project-proposed',
  version: 1,
  sentence: { vi: 'Một tổ, nhóm hộ đề xuất dự án.', en: 'A group proposed a project.' },
  payload: z.strictObject({
    projectId: z.uuid(), programmeId: z.uuid(), groupId: z.uuid(), name: z.string(),
    mode: z.enum(projectModes), kind: z.enum(projectKinds), unit: unitRef, proposedCostDong: dong,
  }),
  tags: ({ projectId, groupId, programmeId }) => [`project:${projectId}`, `group:${groupId}`, `programme:${programmeId}`],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ name, proposedCostDong }) => ({
    vi: `Đề xuất dự án ${name}, tổng kinh phí ${formatDong(proposedCostDong)}`,
    en: `Project ${name} proposed at a cost of ${formatDong(proposedCostDong)}`,
  }),
})

/** The approval freezes what later facts are judged by: budget, beneficiaries with their class, rules and kind of area. */
export const projectApproved = defineEvent({
  type: 'project-approved',
  version: 1,
  sentence: { vi: 'Dự án được phê duyệt.', en: 'A project was approved.' },
  payload: z.strictObject({
    projectId: z.uuid(),
    budget: z.array(z.strictObject({ allocationId: z.uuid(), fundingLines: z.array(fundingLine) })),
    counterpart: z.strictObject({
      cashDong: dong, goodsDong: dong, labourHalfDays: z.int().nonnegative(), labourDayPriceDong: dong,
      /** What the estimate says that one of each of these goods is worth. */
      goodsPrices: z.array(z.strictObject({ item: z.string(), unitName: z.string(), unitPriceDong: dong })).optional(),
    }),
    participants: z.int().nonnegative(),
    beneficiaries: z.array(z.strictObject({ householdId: z.uuid(), povertyClass: z.enum(povertyClasses), supportDong: dong })),
    ruleSetId: z.uuid(),
    rules,
    areaKind: z.enum(areaKinds),
    /** The day on which the project is to end. */
    endsOn: day.optional(),
  }),
  tags: ({ projectId, budget, beneficiaries }) => [
    `project:${projectId}`, ...budget.map(({ allocationId }) => `allocation:${allocationId}`), ...beneficiaries.map(({ householdId }) => `household:${householdId}`),
  ],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ budget, participants }) => {
    const budgetDong = formatDong(sumDong(budget.flatMap(({ fundingLines }) => fundingLines)))
    return {
      vi: `Phê duyệt dự án: ngân sách ${budgetDong}, ${participants} hộ tham gia`,
      en: `Project approved: State budget ${budgetDong}, ${participants} households take part`,
    }
  },
})

export const projectRejected = defineEvent({
  type: 'project-rejected',
  version: 1,
  sentence: { vi: 'Dự án không được phê duyệt.', en: 'A project was rejected.' },
  payload: z.strictObject({ projectId: z.uuid(), reason: sealed('subject', z.string()) }),
  tags: ({ projectId }) => [`project:${projectId}`],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: () => ({ vi: 'Không phê duyệt dự án', en: 'Project rejected' }),
})
