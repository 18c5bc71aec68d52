import type { Dated, DatedList } from '../core/dated-list.js'
import type { Bilingual } from '../core/language.js'
import type { ProjectStage } from './project-stage.js'

export const appraisalOpinions = ['approve', 'reject', 'revise'] as const
export type AppraisalOpinion = (typeof appraisalOpinions)[number]

const opinions: Readonly<Record<AppraisalOpinion, Bilingual>> = {
  approve: { vi: 'đề nghị phê duyệt', en: 'to be approved' },
  reject: { vi: 'đề nghị không phê duyệt', en: 'to be rejected' },
  revise: { vi: 'đề nghị chỉnh sửa, bổ sung', en: 'to be revised' },
}

export const opinionName = (opinion: AppraisalOpinion): Bilingual => opinions[opinion]

/** What can be done with a project's stages, each by a command and an event of its own. */
export type ProjectMove =
  | 'propose' | 'submit' | 'return' | 'resubmit' | 'withdraw' | 'appraise' | 'approve' | 'reject'
  | 'sign-contract' | 'start' | 'suspend' | 'resume' | 'extend' | 'accept' | 'complete' | 'close' | 'cancel'

export interface Moved {
  readonly move: ProjectMove
  /** Of an appraisal only. */
  readonly opinion?: AppraisalOpinion
}

interface MoveRule {
  readonly name: Bilingual
  /** The stages in which it can be done. */
  readonly from: readonly ProjectStage[]
  /** The stage to which it leads; undefined where the stage stays. */
  readonly to?: ProjectStage
}

const undecided: readonly ProjectStage[] = ['proposed', 'submitted', 'appraised']

const moves: Readonly<Record<ProjectMove, MoveRule>> = {
  propose: { name: { vi: 'đề xuất', en: 'be proposed' }, from: [], to: 'proposed' },
  submit: { name: { vi: 'trình thẩm định', en: 'be submitted' }, from: ['proposed'], to: 'submitted' },
  return: { name: { vi: 'trả lại hồ sơ', en: 'be returned' }, from: ['submitted', 'appraised'], to: 'revision-requested' },
  resubmit: { name: { vi: 'trình lại', en: 'be resubmitted' }, from: ['revision-requested'], to: 'submitted' },
  withdraw: { name: { vi: 'rút hồ sơ', en: 'be withdrawn' }, from: [...undecided, 'revision-requested'], to: 'withdrawn' },
  appraise: { name: { vi: 'thẩm định', en: 'be appraised' }, from: ['submitted'], to: 'appraised' },
  approve: { name: { vi: 'phê duyệt', en: 'be approved' }, from: undecided, to: 'approved' },
  reject: { name: { vi: 'không phê duyệt', en: 'be rejected' }, from: undecided, to: 'rejected' },
  'sign-contract': { name: { vi: 'ký hợp đồng', en: 'sign a contract' }, from: ['approved', 'contracted', 'in-progress'], to: 'contracted' },
  start: { name: { vi: 'bắt đầu thực hiện', en: 'be started' }, from: ['approved', 'contracted'], to: 'in-progress' },
  suspend: { name: { vi: 'tạm dừng', en: 'be suspended' }, from: ['in-progress'], to: 'suspended' },
  resume: { name: { vi: 'tiếp tục thực hiện', en: 'be resumed' }, from: ['suspended'], to: 'in-progress' },
  extend: { name: { vi: 'gia hạn', en: 'be extended' }, from: ['approved', 'contracted', 'in-progress', 'suspended'] },
  accept: { name: { vi: 'nghiệm thu', en: 'be accepted' }, from: ['in-progress'], to: 'accepted' },
  complete: { name: { vi: 'hoàn thành, quyết toán', en: 'be completed' }, from: ['accepted'], to: 'completed' },
  close: { name: { vi: 'kết thúc', en: 'be closed' }, from: ['completed'], to: 'closed' },
  cancel: { name: { vi: 'hủy bỏ', en: 'be cancelled' }, from: ['approved', 'contracted', 'in-progress', 'suspended'], to: 'cancelled' },
}

export const moveName = (move: ProjectMove): Bilingual => moves[move].name

/** What can be done with a project in this stage. */
export const movesFrom = (stage: ProjectStage): ProjectMove[] => (Object.keys(moves) as ProjectMove[]).filter((move) => moves[move].from.includes(stage))

export const canMove = (stage: ProjectStage | undefined, move: ProjectMove): boolean => (stage === undefined ? move === 'propose' : moves[move].from.includes(stage))

/** The stage after a move; a contract that is signed while a project runs leaves it running. */
export const stageAfter = (stage: ProjectStage | undefined, move: ProjectMove): ProjectStage | undefined => {
  if (move === 'sign-contract') return stage === 'approved' ? 'contracted' : stage
  return moves[move].to ?? stage
}

/** The stages that these moves lead through, each from the day on which it began. */
export const stagesOf = (path: DatedList<Moved>): DatedList<ProjectStage> => {
  const stages: Dated<ProjectStage>[] = []
  for (const { from, value: { move } } of path) {
    const before = stages.at(-1)?.value
    const value = stageAfter(before, move)
    if (value !== undefined && value !== before) stages.push({ from, value })
  }
  return stages
}

export interface BrokenStep extends Dated<Moved> {
  /** The stage from which the move can't be made. */
  readonly stage?: ProjectStage | undefined
}

/**
 * The first move that does not follow from those before it. Papers come late: a suspension may stand in the list before
 * its resumption is typed in, so what follows from the running project follows from a suspended one too.
 */
export const brokenStep = (path: DatedList<Moved>): BrokenStep | undefined => {
  let stage: ProjectStage | undefined
  for (const step of path) {
    const { move } = step.value
    if (!canMove(stage, move) && !(stage === 'suspended' && canMove('in-progress', move))) return { ...step, stage }
    stage = stageAfter(stage, move)
  }
  return undefined
}
