import type { Decision } from './core/decision.js'
import { correctEventDecision } from './correction/correct-event.js'
import { assignCapital } from './capital/assign-capital.js'
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
import { recordContribution } from './contribution/record-contribution.js'
import { createObligation } from './obligation/create-obligation.js'
import { recordRecovery } from './obligation/record-recovery.js'
import { approveProject } from './project/approve-project.js'
import { proposeProject } from './project/propose-project.js'
import { rejectProject } from './project/reject-project.js'
import { passOnSupport } from './rotation/pass-on-support.js'
import { handOverAnimal } from './support/hand-over-animal.js'
import { handOverMoney } from './support/hand-over-money.js'

const recording: readonly Decision[] = [
  openProgramme,
  publishRuleSet,
  registerUnit,
  assignCapital,
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
  recordContribution,
  handOverMoney,
  handOverAnimal,
  createObligation,
  recordRecovery,
  passOnSupport,
]

/** The decision table: every command there is. Handlers, routes and import templates are made from it. */
export const decisions: readonly Decision[] = [...recording, correctEventDecision(recording)]

export const findDecision = (name: string): Decision | undefined => decisions.find((row) => row.name === name)
