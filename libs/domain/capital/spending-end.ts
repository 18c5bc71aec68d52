import { capitalReleased } from '../catalogue/capital-events.js'
import { projectCancelled, projectCompleted, projectWithdrawn } from '../catalogue/project-stage-events.js'
import type { Day } from '../core/day.js'
import { formatDay } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { defineState, on } from '../core/state.js'
import { earlier } from '../project/household-in-project.js'

/** After it nothing more is spent of a project's budget but what is already on its way. */
export interface SpendingEnd {
  /** The earliest day on which the project was completed, cancelled or withdrawn. */
  readonly endedOn?: Day
  /** The earliest day on which capital of it was released. */
  readonly releasedOn?: Day
}

export const spendingEnd = defineState<SpendingEnd>({
  name: 'spending-end',
  tagKind: 'project',
  initial: {},
  on: [
    on(capitalReleased, (state, { occurredOn }) => ({ ...state, releasedOn: earlier(state.releasedOn, occurredOn) })),
    on(projectCompleted, (state, { occurredOn }) => ended(state, occurredOn)),
    on(projectCancelled, (state, { occurredOn }) => ended(state, occurredOn)),
    on(projectWithdrawn, (state, { occurredOn }) => ended(state, occurredOn)),
  ],
  invariant: ({ endedOn, releasedOn }) => (releasedOn !== undefined && (endedOn === undefined || endedOn > releasedOn) ? refuse('release-needs-end', { releasedOn }) : undefined),
})

const ended = (state: SpendingEnd, day: Day): SpendingEnd => ({ ...state, endedOn: earlier(state.endedOn, day) })

const refuse = defineRefusals({
  'project-not-ended-on-day': {
    rule: "A project's unused capital goes back once the project is completed, cancelled or withdrawn.", source: 'design',
    vi: ({ name, day }: { name: string; day: Day }) => `Dự án ${name} chưa hoàn thành, hủy bỏ hoặc rút lại tính đến ngày ${formatDay(day)}.`,
    en: ({ name, day }: { name: string; day: Day }) => `Project ${name} was not completed, cancelled or withdrawn by ${formatDay(day)}.`,
  },
  'release-needs-end': {
    rule: 'Capital was released after the project had ended, also after corrections.', source: 'design',
    vi: ({ releasedOn }: { releasedOn: Day }) => `Vốn chưa sử dụng của dự án đã được trả lại ngày ${formatDay(releasedOn)}; hãy hủy việc trả lại vốn trước.`,
    en: ({ releasedOn }: { releasedOn: Day }) => `The project's unused capital was released on ${formatDay(releasedOn)}; annul that first.`,
  },
})

/** Why the project's capital is still its own on a day, if so. */
export const refuseUnlessEnded = (name: string, { endedOn }: SpendingEnd, day: Day): Refusal | undefined =>
  endedOn === undefined || day < endedOn ? refuse('project-not-ended-on-day', { name, day }) : undefined
