import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import type { Project } from './project.js'
import { stagesOnDay } from './project-stage.js'

const refuse = defineRefusals({
  'project-suspended-on-day': {
    rule: 'Nothing is handed over while a project is suspended.', source: 'design',
    vi: ({ name, suspendedOn, day }: { name: string; suspendedOn: Day; day: Day }) => `Dự án ${name} tạm dừng từ ngày ${formatDay(suspendedOn)}, không thể bàn giao ngày ${formatDay(day)}.`,
    en: ({ name, suspendedOn, day }: { name: string; suspendedOn: Day; day: Day }) => `Project ${name} was suspended from ${formatDay(suspendedOn)}; nothing could be handed over on ${formatDay(day)}.`,
  },
  'handed-over-while-suspended': {
    rule: 'A suspension and its resumption have no handover between them, in whatever order their papers are entered.', source: 'design',
    vi: ({ handedOverOn, suspendedOn, resumedOn }: { handedOverOn: Day; suspendedOn: Day; resumedOn: Day }) =>
      `Đã ghi bàn giao ngày ${formatDay(handedOverOn)}, trong thời gian tạm dừng từ ${formatDay(suspendedOn)} đến ${formatDay(resumedOn)}.`,
    en: ({ handedOverOn, suspendedOn, resumedOn }: { handedOverOn: Day; suspendedOn: Day; resumedOn: Day }) =>
      `Something was handed over on ${formatDay(handedOverOn)}, between the suspension on ${formatDay(suspendedOn)} and the resumption on ${formatDay(resumedOn)}.`,
  },
})

/** Why nothing could be handed over on that day, if the project was suspended; the day of the suspension itself is still free. */
export const refuseWhileSuspended = ({ proposal, stages }: Project, day: Day): Refusal | undefined => {
  const held = stagesOnDay(stages, day)
  if (held?.stage !== 'suspended' || held.since === day) return undefined
  return refuse('project-suspended-on-day', { name: proposal?.name ?? '', suspendedOn: held.since, day })
}

/** Only once its resumption is known, too, can a suspension be held against handovers that were recorded before it. */
export const refuseHandoversWhileSuspended = ({ moves, handoverDays }: Pick<Project, 'moves' | 'handoverDays'>): Refusal | undefined => {
  let suspendedOn: Day | undefined
  for (const { from, value: { move } } of moves) {
    if (move === 'suspend') suspendedOn = from
    if (move !== 'resume' || suspendedOn === undefined) continue
    const since = suspendedOn
    const handedOverOn = handoverDays.find((day) => day > since && day < from)
    if (handedOverOn !== undefined) return refuse('handed-over-while-suspended', { handedOverOn, suspendedOn: since, resumedOn: from })
  }
  return undefined
}
