import type { EventDefinition } from './event-definition.js'
import { defineRefusals } from './refusal.js'
import { defineState, on } from './state.js'

interface InUse {
  readonly made: boolean
  /** How many other events stand on the thing. */
  readonly uses: number
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
    initial: { made: false, uses: 0 },
    // A thing of the same kind can bear the tag too, as a unit bears its parent's; the thing's own event is the first.
    on: [on(madeBy, (state) => (state.made ? used(state) : { ...state, made: true }))],
    onAnyOther: used,
    invariant: ({ made, uses }) => (made || uses === 0 ? undefined : refuse('still-in-use', { kind: tagKind, uses })),
  })

const used = (state: InUse): InUse => ({ ...state, uses: state.uses + 1 })
