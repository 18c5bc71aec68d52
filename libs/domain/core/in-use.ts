import type { EventDefinition } from './event-definition.js'
import { defineRefusals } from './refusal.js'
import { defineState, on } from './state.js'

interface InUse {
  /** Subjects of the events of the making type: the thing's own, and those of things that bear its tag too. */
  readonly made: readonly string[]
  /** How many events of other types bear the tag. */
  readonly others: number
}

const refuse = defineRefusals({
  'still-in-use': {
    rule: 'What other events stand on is not annulled: annul those first.', source: 'design',
    vi: ({ uses }: { kind: string; uses: number }) => `Còn ${uses} sự kiện khác dựa trên nội dung này; hãy hủy các sự kiện đó trước.`,
    en: ({ kind, uses }: { kind: string; uses: number }) => `${uses} other events stand on this ${kind}; annul those first.`,
  },
})

/**
 * Keeps the event that made a thing from being annulled while other events bear the thing's tag. It is a state of its
 * own, which only corrections read, so that the thing's other states needn't count.
 */
export const keepWhileInUse = (tagKind: string, madeBy: EventDefinition) =>
  defineState<InUse>({
    name: `${tagKind}-in-use`,
    tagKind,
    initial: { made: [], others: 0 },
    on: [on(madeBy, (state, { subject }) => ({ ...state, made: [...state.made, subject] }))],
    onAnyOther: (state) => ({ ...state, others: state.others + 1 }),
    // A unit's children are made by the same type of event and bear their parent's tag.
    invariant({ made, others }, tag) {
      const uses = made.length + others
      return made.includes(tag) || uses === 0 ? undefined : refuse('still-in-use', { kind: tagKind, uses })
    },
  })
