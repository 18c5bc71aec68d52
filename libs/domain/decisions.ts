import type { Decision } from './core/decision.js'
import { correctEventDecision } from './correction/correct-event.js'
import { openProgramme } from './programme/open-programme.js'

const recording: readonly Decision[] = [
  openProgramme,
]

/** The decision table: every command there is. Handlers, routes and import templates are made from it. */
export const decisions: readonly Decision[] = [...recording, correctEventDecision(recording)]

export const findDecision = (name: string): Decision | undefined => decisions.find((row) => row.name === name)
