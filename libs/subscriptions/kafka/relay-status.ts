import type { EventLog, Position } from '#event-log'
import type { DeliveryStore } from '../delivery-store.js'
import { RelayRecords, type RelayReport } from './relay-records.js'

/** Longer than a relay that is well is silent. */
const silentMs = 20_000

export interface RelayStatus {
  readonly topic: string
  /** `silent`: no process has said anything of it lately. */
  readonly state: RelayReport['state'] | 'silent'
  readonly head: Position
  readonly publishedPosition: Position | undefined
  /** Events that are in the log and not known to be on the topic. */
  readonly lag: number
  readonly isPauseWished: boolean
  readonly trouble?: RelayReport['trouble']
  readonly saidAt?: string | undefined
}

export interface RelayPlace {
  readonly log: Pick<EventLog, 'head' | 'incarnation'>
  readonly deliveries: DeliveryStore
  readonly topic: string
}

/** How the relay is, wherever it runs; of another incarnation of the log what was said doesn't count. */
export const relayStatusOf = async ({ log, deliveries, topic }: RelayPlace): Promise<RelayStatus> => {
  const records = new RelayRecords(deliveries, topic)
  // The position first, or a head that is older than it would give less than no lag.
  const [report, wish] = await Promise.all([records.findReport(), records.wish()])
  const [head, incarnation] = await Promise.all([log.head(), log.incarnation()])
  const publishedPosition = report?.incarnation === incarnation ? report.position : undefined
  const isSilent = report === undefined || Date.now() - Date.parse(report.saidAt) > silentMs
  return {
    topic, head, publishedPosition, lag: head - (publishedPosition ?? 0), isPauseWished: wish.isPaused,
    state: isSilent ? 'silent' : report.state, trouble: report?.trouble, saidAt: report?.saidAt,
  }
}
