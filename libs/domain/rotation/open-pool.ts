import { poolOpened } from '../catalogue/rotation-events.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Id } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { household, refuseUnlessRegistered } from '../household/household.js'
import { approvedOn } from '../project/project-on-day.js'
import { project } from '../project/project.js'
import { pool } from './pool.js'

/** Opens a project's rotation pool, by minutes of its group: what is given back is passed on out of it. */
export class OpenPool extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @Id('Hộ giữ quỹ', "The custodian's household", { optional: true }) custodianHouseholdId?: string
}

const refuse = defineRefusals({
  'pool-already-opened': {
    rule: 'A project has one rotation pool, opened once.', source: 'design',
    vi: ({ openedOn }: { openedOn: Day }) => `Quỹ quay vòng của dự án đã được lập ngày ${formatDay(openedOn)}.`,
    en: ({ openedOn }: { openedOn: Day }) => `The project's rotation pool was opened on ${formatDay(openedOn)}.`,
  },
})

const kind = poolOpened.type
const paperSubject = ({ projectId }: OpenPool): string => `project:${projectId}`

export const openPool = decision(OpenPool, {
  title: { vi: 'Lập quỹ quay vòng', en: 'Open a rotation pool' },
  records: poolOpened,
  reads: (command) => ({
    project: project(command.projectId),
    pool: pool(command.projectId),
    custodians: command.custodianHouseholdId === undefined ? [] : [household(command.custodianHouseholdId)],
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  decide(states, command) {
    const { projectId, custodianHouseholdId, occurredOn, paper } = command
    const approved = approvedOn(projectId, states.project, occurredOn)
    if (approved instanceof Refusal) return approved
    const { proposal, approval } = approved
    const repeated = refuseIfRecorded(paper, states.paperRecord)
    if (repeated) return repeated
    const { opened } = states.pool
    if (opened) return refuse('pool-already-opened', { openedOn: opened.openedOn })
    const [custodian] = states.custodians
    const unregistered = custodianHouseholdId !== undefined && custodian !== undefined ? refuseUnlessRegistered(custodianHouseholdId, custodian, occurredOn) : undefined
    if (unregistered) return unregistered
    return [poolOpened({ projectId, custodianHouseholdId }, { occurredOn, paper, unit: proposal.unit, ruleSetId: approval.ruleSetId }, [paperTag(kind, paperSubject(command), paper)])]
  },
})
