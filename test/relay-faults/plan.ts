import type { KafkaRequest, Loss } from '../servers/kafka-proxy.js'
import { randomFrom } from './random.js'

export interface PlanOptions {
  readonly seed: number
  readonly events: number
  readonly kills: number
  readonly brokerKills: number
  /** Answers that the proxy swallows. */
  readonly losses: number
}

export type Fault =
  | { readonly kind: 'worker-killed' }
  | { readonly kind: 'broker-killed'; readonly downMs: number }
  | { readonly kind: 'answer-lost'; readonly request: KafkaRequest; readonly loss: Loss }

/** Events are recorded, and once a part of them is on the topic, the fault. */
export interface Step {
  readonly events: number
  readonly fault: Fault
  /** Records of this step that are on the topic, committed or not, when it strikes. */
  readonly atRecords: number
}

const lost: readonly KafkaRequest[] = ['produce', 'endTransaction', 'addPartitionsToTransaction', 'addOffsetsToTransaction', 'commitTransactionOffsets', 'initProducerId']
/** A client waits ten seconds for an answer that is lost in silence, so most are lost with their connection. */
const mostSilent = 3

export const planOf = ({ seed, events, kills, brokerKills, losses }: PlanOptions): readonly Step[] => {
  const random = randomFrom(seed)
  const below = (end: number) => Math.floor(random() * end)
  const faults: Fault[] = [
    ...Array.from({ length: kills }, (): Fault => ({ kind: 'worker-killed' })),
    ...Array.from({ length: brokerKills }, (): Fault => ({ kind: 'broker-killed', downMs: below(3_000) })),
    ...Array.from({ length: losses }, (_, index): Fault => ({ kind: 'answer-lost', request: lost[index % lost.length] ?? 'produce', loss: index % lost.length < 2 && index < mostSilent * lost.length && index % 5 === 0 ? 'silent' : 'cut' })),
  ]
  const share = Math.floor(events / (faults.length + 1))
  return faults.map((fault) => ({ fault, place: random() })).sort((one, other) => one.place - other.place)
    .map(({ fault }) => ({ events: share, fault, atRecords: below(Math.ceil(share * 0.9)) }))
}
