import { z } from 'zod'
import { defineEvent, sealed } from '../core/event-definition.js'
import { formatDay, formatDong } from '../core/language.js'
import { dong, fundingLine } from '../core/money.js'
import { appraisalOpinions, opinionName } from '../project/project-path.js'
import { day } from './fields.js'

const ofProject = {
  tags: ({ projectId }: { projectId: string }) => [`project:${projectId}`],
  subject: ({ projectId }: { projectId: string }) => `project:${projectId}`,
}

export const projectSubmitted = defineEvent({
  type: 'project-submitted',
  version: 1,
  sentence: { vi: 'Hồ sơ dự án được trình thẩm định.', en: "A project's dossier was submitted for appraisal." },
  payload: z.strictObject({ projectId: z.uuid() }),
  ...ofProject,
  describe: () => ({ vi: 'Trình thẩm định dự án', en: 'Project submitted for appraisal' }),
})

export const projectReturned = defineEvent({
  type: 'project-returned',
  version: 1,
  sentence: { vi: 'Hồ sơ dự án bị trả lại để chỉnh sửa, bổ sung.', en: "A project's dossier was returned to be revised." },
  payload: z.strictObject({ projectId: z.uuid(), reasons: sealed('subject', z.string()) }),
  ...ofProject,
  describe: () => ({ vi: 'Trả lại hồ sơ dự án để chỉnh sửa, bổ sung', en: 'Project returned to be revised' }),
})

export const projectResubmitted = defineEvent({
  type: 'project-resubmitted',
  version: 1,
  sentence: { vi: 'Hồ sơ dự án đã chỉnh sửa được trình lại.', en: "A project's revised dossier was submitted again." },
  payload: z.strictObject({ projectId: z.uuid() }),
  ...ofProject,
  describe: () => ({ vi: 'Trình lại dự án sau khi chỉnh sửa', en: 'Project resubmitted after revision' }),
})

export const projectWithdrawn = defineEvent({
  type: 'project-withdrawn',
  version: 1,
  sentence: { vi: 'Hồ sơ dự án được rút trước khi có quyết định.', en: 'A project was withdrawn before it was decided.' },
  payload: z.strictObject({ projectId: z.uuid(), reason: sealed('subject', z.string()) }),
  ...ofProject,
  describe: () => ({ vi: 'Rút hồ sơ dự án', en: 'Project withdrawn' }),
})

export const projectAppraised = defineEvent({
  type: 'project-appraised',
  version: 1,
  sentence: { vi: 'Hội đồng thẩm định biểu quyết về dự án.', en: 'The appraisal council voted on a project.' },
  payload: z.strictObject({
    projectId: z.uuid(), votesFor: z.int().nonnegative(), votesAgainst: z.int().nonnegative(), votesAbstained: z.int().nonnegative(),
    opinion: z.enum(appraisalOpinions), remarks: sealed('subject', z.string()).optional(),
  }),
  ...ofProject,
  describe: ({ votesFor, votesAgainst, votesAbstained, opinion }) => ({
    vi: `Thẩm định dự án: ${opinionName(opinion).vi} (${votesFor} phiếu thuận, ${votesAgainst} phiếu chống, ${votesAbstained} phiếu trắng)`,
    en: `Project appraised: ${opinionName(opinion).en} (${votesFor} for, ${votesAgainst} against, ${votesAbstained} abstained)`,
  }),
})

/** The contractor is a supplier of public money: its name is public. */
export const contractSigned = defineEvent({
  type: 'contract-signed',
  version: 1,
  sentence: { vi: 'Hợp đồng cung ứng cho dự án được ký.', en: "A supplier's contract for a project was signed." },
  payload: z.strictObject({
    contractId: z.uuid(), projectId: z.uuid(), contractNumber: z.string(), contractorName: z.string(), amountDong: dong, endsOn: day, fundingLines: z.array(fundingLine),
  }),
  tags: ({ projectId, contractId }) => [`project:${projectId}`, `contract:${contractId}`],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: ({ contractNumber, contractorName, amountDong, endsOn }) => ({
    vi: `Ký hợp đồng ${contractNumber} với ${contractorName}, giá trị ${formatDong(amountDong)}, thời hạn đến ${formatDay(endsOn)}`,
    en: `Contract ${contractNumber} signed with ${contractorName} for ${formatDong(amountDong)}, until ${formatDay(endsOn)}`,
  }),
})

export const projectStarted = defineEvent({
  type: 'project-started',
  version: 1,
  sentence: { vi: 'Dự án bắt đầu được thực hiện.', en: 'A project was started.' },
  payload: z.strictObject({ projectId: z.uuid() }),
  ...ofProject,
  describe: () => ({ vi: 'Bắt đầu thực hiện dự án', en: 'Project started' }),
})

export const projectSuspended = defineEvent({
  type: 'project-suspended',
  version: 1,
  sentence: { vi: 'Dự án bị tạm dừng.', en: 'A project was suspended.' },
  payload: z.strictObject({ projectId: z.uuid(), reason: sealed('subject', z.string()) }),
  ...ofProject,
  describe: () => ({ vi: 'Tạm dừng dự án', en: 'Project suspended' }),
})

export const projectResumed = defineEvent({
  type: 'project-resumed',
  version: 1,
  sentence: { vi: 'Dự án được tiếp tục sau khi tạm dừng.', en: 'A suspended project was resumed.' },
  payload: z.strictObject({ projectId: z.uuid() }),
  ...ofProject,
  describe: () => ({ vi: 'Tiếp tục thực hiện dự án', en: 'Project resumed' }),
})

export const projectExtended = defineEvent({
  type: 'project-extended',
  version: 1,
  sentence: { vi: 'Thời gian thực hiện dự án được gia hạn.', en: 'A project was given more time.' },
  payload: z.strictObject({ projectId: z.uuid(), endsOn: day, reason: sealed('subject', z.string()) }),
  ...ofProject,
  describe: ({ endsOn }) => ({ vi: `Gia hạn dự án đến ${formatDay(endsOn)}`, en: `Project extended until ${formatDay(endsOn)}` }),
})

export const projectAccepted = defineEvent({
  type: 'project-accepted',
  version: 1,
  sentence: { vi: 'Kết quả dự án được nghiệm thu.', en: "A project's results were accepted." },
  payload: z.strictObject({ projectId: z.uuid(), remarks: sealed('subject', z.string()) }),
  ...ofProject,
  describe: () => ({ vi: 'Nghiệm thu dự án', en: 'Project accepted' }),
})

export const projectCompleted = defineEvent({
  type: 'project-completed',
  version: 1,
  sentence: { vi: 'Dự án hoàn thành, kinh phí được quyết toán.', en: 'A project was completed and its money settled.' },
  payload: z.strictObject({ projectId: z.uuid(), settledDong: dong, fundingLines: z.array(fundingLine) }),
  ...ofProject,
  describe: ({ settledDong }) => ({ vi: `Hoàn thành dự án, quyết toán ${formatDong(settledDong)}`, en: `Project completed, ${formatDong(settledDong)} settled` }),
})

/** It bears the tags of the project's obligations and of its pool too, so that corrections of those meet it. */
export const projectClosed = defineEvent({
  type: 'project-closed',
  version: 1,
  sentence: { vi: 'Dự án kết thúc: không còn nghĩa vụ hoàn trả, quỹ quay vòng không còn gì.', en: 'A project was closed: nothing is owed and its pool holds nothing.' },
  payload: z.strictObject({ projectId: z.uuid(), obligationIds: z.array(z.uuid()) }),
  tags: ({ projectId, obligationIds }) => [`project:${projectId}`, `pool:${projectId}`, ...obligationIds.map((obligationId) => `obligation:${obligationId}`)],
  subject: ({ projectId }) => `project:${projectId}`,
  describe: () => ({ vi: 'Kết thúc dự án', en: 'Project closed' }),
})

export const projectCancelled = defineEvent({
  type: 'project-cancelled',
  version: 1,
  sentence: { vi: 'Dự án đã phê duyệt bị hủy bỏ.', en: 'An approved project was cancelled.' },
  payload: z.strictObject({ projectId: z.uuid(), reason: sealed('subject', z.string()) }),
  ...ofProject,
  describe: () => ({ vi: 'Hủy bỏ dự án', en: 'Project cancelled' }),
})
