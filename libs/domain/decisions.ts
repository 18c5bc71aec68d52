import type { Decision } from './core/decision.js'
import { correctEventDecision } from './correction/correct-event.js'
import { adjustCapital } from './capital/adjust-capital.js'
import { assignCapital } from './capital/assign-capital.js'
import { releaseCapital } from './capital/release-capital.js'
import { admitGroupMember } from './group/admit-group-member.js'
import { agreeGroupRules } from './group/agree-group-rules.js'
import { changeGroupLeader } from './group/change-group-leader.js'
import { formGroup } from './group/form-group.js'
import { withdrawGroupMember } from './group/withdraw-group-member.js'
import { addHouseholdMember } from './household/add-household-member.js'
import { changeHouseholdHead } from './household/change-household-head.js'
import { classifyHousehold } from './household/classify-household.js'
import { registerHousehold } from './household/register-household.js'
import { removeHouseholdMember } from './household/remove-household-member.js'
import { openProgramme } from './programme/open-programme.js'
import { publishRuleSet } from './programme/publish-rule-set.js'
import { registerUnit } from './unit/register-unit.js'
import { pledgeContribution } from './contribution/pledge-contribution.js'
import { recordContribution } from './contribution/record-contribution.js'
import { reverseContribution } from './contribution/reverse-contribution.js'
import { createObligation } from './obligation/create-obligation.js'
import { recordRecovery } from './obligation/record-recovery.js'
import { makePayment } from './payment/make-payment.js'
import { payAdvance } from './payment/pay-advance.js'
import { rejectPayment } from './payment/reject-payment.js'
import { requestPayment } from './payment/request-payment.js'
import { returnPayment } from './payment/return-payment.js'
import { approveProject } from './project/approve-project.js'
import { proposeProject } from './project/propose-project.js'
import { rejectProject } from './project/reject-project.js'
import { rescheduleObligation } from './obligation/reschedule-obligation.js'
import { closePool } from './rotation/close-pool.js'
import { openPool } from './rotation/open-pool.js'
import { rankCandidates } from './rotation/rank-candidates.js'
import { resolveSurplus } from './rotation/resolve-surplus.js'
import { selectRecipient } from './rotation/select-recipient.js'
import { submitProject } from './project/submit-project.js'
import { returnProject } from './project/return-project.js'
import { resubmitProject } from './project/resubmit-project.js'
import { withdrawProject } from './project/withdraw-project.js'
import { appraiseProject } from './project/appraise-project.js'
import { signContract } from './project/sign-contract.js'
import { startProject } from './project/start-project.js'
import { suspendProject } from './project/suspend-project.js'
import { resumeProject } from './project/resume-project.js'
import { extendProject } from './project/extend-project.js'
import { acceptProject } from './project/accept-project.js'
import { completeProject } from './project/complete-project.js'
import { closeProject } from './project/close-project.js'
import { cancelProject } from './project/cancel-project.js'
import { passOnSupport } from './rotation/pass-on-support.js'
import { handOverAnimal } from './support/hand-over-animal.js'
import { handOverGoods } from './support/hand-over-goods.js'
import { handOverMoney } from './support/hand-over-money.js'
import { recordHandoverRefusal } from './support/record-handover-refusal.js'
import { setPovertyTarget } from './target/set-poverty-target.js'

const recording: readonly Decision[] = [
  openProgramme,
  publishRuleSet,
  registerUnit,
  assignCapital,
  adjustCapital,
  registerHousehold,
  classifyHousehold,
  addHouseholdMember,
  changeHouseholdHead,
  removeHouseholdMember,
  formGroup,
  admitGroupMember,
  withdrawGroupMember,
  changeGroupLeader,
  agreeGroupRules,
  proposeProject,
  approveProject,
  rejectProject,
  pledgeContribution,
  recordContribution,
  reverseContribution,
  handOverMoney,
  handOverAnimal,
  handOverGoods,
  recordHandoverRefusal,
  createObligation,
  recordRecovery,
  rescheduleObligation,
  openPool,
  rankCandidates,
  selectRecipient,
  passOnSupport,
  resolveSurplus,
  closePool,
  submitProject,
  returnProject,
  resubmitProject,
  withdrawProject,
  appraiseProject,
  signContract,
  startProject,
  suspendProject,
  resumeProject,
  extendProject,
  acceptProject,
  completeProject,
  closeProject,
  cancelProject,
  setPovertyTarget,
  requestPayment,
  payAdvance,
  makePayment,
  rejectPayment,
  returnPayment,
  releaseCapital,
]

/** The decision table: every command there is. Handlers, routes and import templates are made from it. */
export const decisions: readonly Decision[] = [...recording, correctEventDecision(recording)]

export const findDecision = (name: string): Decision | undefined => decisions.find((row) => row.name === name)
