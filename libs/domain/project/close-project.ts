import { projectClosed } from '../catalogue/project-stage-events.js'
import { decision } from '../core/decision.js'
import { formatDong } from '../core/language.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { obligation, outstanding, unitOf, type Obligation } from '../obligation/obligation.js'
import { pool, type Pool } from '../rotation/pool.js'
import { herdInWords, withAnimals, type Herd } from '../support/species.js'
import { obligationsOfProject } from './obligations-of-project.js'
import { ProjectCommand, projectToMove, recordMove, stageReads } from './stage-decision.js'

/** Closes a completed project in which nothing is owed any more and whose pool has been passed on. */
export class CloseProject extends ProjectCommand {}

interface Left {
  readonly leftDong: number
  readonly herd: Herd
}

const refuse = defineRefusals({
  'obligations-outstanding': {
    rule: 'A project is closed when nothing of its obligations is outstanding.', source: 'design',
    vi: ({ obligations, leftDong, herd }: Left & { obligations: number }) => `Còn ${obligations} nghĩa vụ chưa hoàn trả xong: ${inWords({ leftDong, herd }, 'vi')}.`,
    en: ({ obligations, leftDong, herd }: Left & { obligations: number }) => `Obligations that are still open: ${obligations} (${inWords({ leftDong, herd }, 'en')}).`,
  },
  'pool-not-empty': {
    rule: 'A project is closed when its rotation pool holds nothing.', source: 'design',
    vi: (left: Left) => `Quỹ quay vòng còn ${inWords(left, 'vi')}.`,
    en: (left: Left) => `The rotation pool holds ${inWords(left, 'en')}.`,
  },
})

export const closeProject = decision(CloseProject, {
  title: { vi: 'Kết thúc dự án', en: 'Close a project' },
  records: projectClosed,
  reads: (command) => ({ ...stageReads(projectClosed, command), pool: pool(command.projectId), obligationIds: obligationsOfProject(command.projectId) }),
  thenReads: ({ obligationIds }) => ({ obligations: obligationIds.map((id) => obligation(id)) }),
  decide(states, command, context) {
    const proposal = projectToMove('close', states, { command, context })
    if (proposal instanceof Refusal) return proposal
    const refusal = refuseOutstanding(states.obligations) ?? refusePool(states.pool)
    return refusal ?? recordMove(projectClosed, { projectId: command.projectId, obligationIds: [...states.obligationIds] }, { command, proposal })
  },
})

const inWords = ({ leftDong, herd }: Left, language: 'vi' | 'en'): string =>
  [...(leftDong > 0 ? [formatDong(leftDong)] : []), ...herdInWords(herd, language)].join(', ')

const refuseOutstanding = (all: readonly Obligation[]): Refusal | undefined => {
  const owing = all.filter((each) => outstanding(each) > 0)
  if (owing.length === 0) return undefined
  const left = owing.reduce<Left>(({ leftDong, herd }, each) => {
    const unit = each.created === undefined ? 'dong' : unitOf(each.created.owed)
    return unit === 'dong' ? { leftDong: leftDong + outstanding(each), herd } : { leftDong, herd: withAnimals(herd, unit, outstanding(each)) }
  }, { leftDong: 0, herd: {} })
  return refuse('obligations-outstanding', { obligations: owing.length, ...left })
}

const refusePool = ({ moneyDong, animals }: Pool): Refusal | undefined => {
  const herd = Object.values(animals).reduce<Herd>((held, { species, count }) => withAnimals(held, species, count), {})
  return moneyDong === 0 && Object.keys(herd).length === 0 ? undefined : refuse('pool-not-empty', { leftDong: moneyDong, herd })
}
