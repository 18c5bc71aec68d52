import type { Decision } from './core/decision.js'
import { correctEventDecision } from './correction/correct-event.js'
import { assignCapital } from './capital/assign-capital.js'
import { formGroup } from './group/form-group.js'
import { classifyHousehold } from './household/classify-household.js'
import { registerHousehold } from './household/register-household.js'
import { openProgramme } from './programme/open-programme.js'
import { publishRuleSet } from './programme/publish-rule-set.js'
import { registerUnit } from './unit/register-unit.js'
import { recordContribution } from './contribution/record-contribution.js'
import { createObligation } from './obligation/create-obligation.js'
import { recordRecovery } from './obligation/record-recovery.js'
import { approveProject } from './project/approve-project.js'
import { proposeProject } from './project/propose-project.js'
import { rejectProject } from './project/reject-project.js'
import { rescheduleObligation } from './obligation/reschedule-obligation.js'
import { closePool } from './rotation/close-pool.js'
import { openPool } from './rotation/open-pool.js'
import { rankCandidates } from './rotation/rank-candidates.js'
import { resolveSurplus } from './rotation/resolve-surplus.js'
import { selectRecipient } from './rotation/select-recipient.js'
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
  formGroup,
  proposeProject,
  approveProject,
  rejectProject,
  recordContribution,
  handOverMoney,
  handOverAnimal,
  createObligation,
  recordRecovery,
  rescheduleObligation,
  openPool,
  rankCandidates,
  selectRecipient,
  passOnSupport,
  resolveSurplus,
  closePool,
]

/** The decision table: every command there is. Handlers, routes and import templates are made from it. */
export const decisions: readonly Decision[] = [...recording, correctEventDecision(recording)]

export const findDecision = (name: string): Decision | undefined => decisions.find((row) => row.name === name)
