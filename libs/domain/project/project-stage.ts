import type { Dated, DatedList } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import type { Bilingual } from '../core/language.js'

export const projectStages = [
  'proposed', 'submitted', 'revision-requested', 'appraised', 'withdrawn', 'approved', 'rejected', 'contracted', 'in-progress', 'suspended', 'accepted', 'completed', 'closed', 'cancelled',
] as const
export type ProjectStage = (typeof projectStages)[number]

const names: Readonly<Record<ProjectStage, Bilingual>> = {
  proposed: { vi: 'đề xuất', en: 'proposed' },
  submitted: { vi: 'đã trình thẩm định', en: 'submitted' },
  'revision-requested': { vi: 'phải chỉnh sửa, bổ sung hồ sơ', en: 'revision requested' },
  appraised: { vi: 'đã thẩm định', en: 'appraised' },
  withdrawn: { vi: 'đã rút hồ sơ', en: 'withdrawn' },
  approved: { vi: 'đã phê duyệt', en: 'approved' },
  rejected: { vi: 'không được phê duyệt', en: 'rejected' },
  contracted: { vi: 'đã ký hợp đồng', en: 'contracted' },
  'in-progress': { vi: 'đang thực hiện', en: 'in progress' },
  suspended: { vi: 'tạm dừng', en: 'suspended' },
  accepted: { vi: 'đã nghiệm thu', en: 'accepted' },
  completed: { vi: 'đã hoàn thành', en: 'completed' },
  closed: { vi: 'đã kết thúc', en: 'closed' },
  cancelled: { vi: 'bị hủy bỏ', en: 'cancelled' },
}

/** The one place where a stage has its words. */
export const projectStageName = (stage: ProjectStage): Bilingual => names[stage]

export interface StageOnDay {
  readonly stage: ProjectStage
  readonly since: Day
}

/** The stage that a project had on a day, whatever came later, and since when; undefined before it was proposed. */
export const stagesOnDay = (stages: DatedList<ProjectStage>, day: Day): StageOnDay | undefined => {
  const held: Dated<ProjectStage> | undefined = stages.findLast(({ from }) => from <= day)
  return held && { stage: held.value, since: held.from }
}
