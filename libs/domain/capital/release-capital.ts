import { capitalReleased } from '../catalogue/capital-events.js'
import { budgetOfLines } from '../core/budget-lines.js'
import { decision } from '../core/decision.js'
import { Id } from '../core/fields.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { freeLines, projectPayments } from '../payment/project-payments.js'
import { proposalOf } from '../project/project-on-day.js'
import { project } from '../project/project.js'
import { refuseUnlessEnded, spendingEnd } from './spending-end.js'

/** Gives back to the allocations what an ended project was approved, did not use and has not requested. */
export class ReleaseCapital extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
}

const refuse = defineRefusals({
  'nothing-to-release': {
    rule: "A project's unused capital goes back to its allocations once; after it, only what is returned or rejected later.", source: 'design',
    vi: ({ name }: { name: string }) => `Dự án ${name} không còn vốn chưa sử dụng để trả lại nguồn vốn được giao.`,
    en: ({ name }: { name: string }) => `Project ${name} has no unused capital to give back.`,
  },
})

export const releaseCapital = decision(ReleaseCapital, {
  title: { vi: 'Trả lại vốn chưa sử dụng của dự án', en: 'Release the unused capital of a project' },
  records: capitalReleased,
  reads: ({ projectId }) => ({ project: project(projectId), payments: projectPayments(projectId), end: spendingEnd(projectId) }),
  decide(states, { projectId, occurredOn, paper }) {
    const proposal = proposalOf(projectId, states.project)
    if (proposal instanceof Refusal) return proposal
    const { name, unit } = proposal
    const notEnded = refuseUnlessEnded(name, states.end, occurredOn)
    if (notEnded) return notEnded
    const free = freeLines(states.payments)
    if (free.length === 0) return refuse('nothing-to-release', { name })
    return [capitalReleased({ projectId, released: budgetOfLines(free) }, { occurredOn, paper, unit })]
  },
})
