import type { Decision } from './core/decision.js'
import { correctEventDecision } from './correction/correct-event.js'
import { assignCapital } from './capital/assign-capital.js'
import { formGroup } from './group/form-group.js'
import { classifyHousehold } from './household/classify-household.js'
import { registerHousehold } from './household/register-household.js'
import { openProgramme } from './programme/open-programme.js'
import { publishRuleSet } from './programme/publish-rule-set.js'
import { registerUnit } from './unit/register-unit.js'

const recording: readonly Decision[] = [
  openProgramme,
  publishRuleSet,
  registerUnit,
  assignCapital,
  registerHousehold,
  classifyHousehold,
  formGroup,
]

/** The decision table: every command there is. Handlers, routes and import templates are made from it. */
export const decisions: readonly Decision[] = [...recording, correctEventDecision(recording)]

export const findDecision = (name: string): Decision | undefined => decisions.find((row) => row.name === name)
