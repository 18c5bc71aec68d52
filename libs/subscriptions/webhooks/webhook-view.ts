import type { Position } from '#event-log'
import type { FeedFilter } from '../event-filter.js'
import { validSecrets } from './webhook-secrets.js'
import { isStopped, placeIn, webhookIn, type Deed, type Retrying, type Stopped } from './webhook.js'
import type { DeliveryRecord } from '../delivery-store.js'

export type WebhookState = 'active' | 'retrying' | 'stopped' | 'paused'

/** A subscription and how its delivery is, for whoever looks; never a secret. */
export interface WebhookView {
  readonly id: string
  readonly url: string
  readonly description?: string | undefined
  readonly filter: FeedFilter
  readonly state: WebhookState
  /** Everything up to here was taken by the receiver, or is hidden by the filter. */
  readonly position: Position
  readonly incarnation: string
  /** The log's last position. */
  readonly head: Position
  readonly lag: number
  readonly deliveredAt?: string | undefined
  readonly retrying?: Retrying | undefined
  readonly stopped?: Omit<Stopped, 'revision'> | undefined
  readonly paused?: Deed | undefined
  /** The newest first; one that was replaced signs too until `validUntil`. */
  readonly secrets: readonly { readonly madeAt: string; readonly validUntil?: string | undefined }[]
  readonly registered: Deed
  readonly changed: Deed
}

/** As of a look at the records of both kinds. */
export const viewOf = (record: DeliveryRecord, placeRecord: DeliveryRecord | undefined, { head, now }: { readonly head: Position; readonly now: Date }): WebhookView => {
  const { url, description, filter, start, secrets, registered, changed, paused } = webhookIn(record)
  const stored = placeRecord && placeIn(placeRecord)
  // A place of before a replay is none.
  const place = stored?.startId === start.id ? stored : { startId: start.id, position: start.position }
  const { position, deliveredAt, retrying } = place
  const hasStopped = isStopped(place, record.revision)
  const { code, at, detail } = place.stopped ?? {}
  const stopped = hasStopped && code !== undefined && at !== undefined ? { code, at, detail } : undefined
  const state = paused !== undefined ? 'paused' : hasStopped ? 'stopped' : retrying !== undefined ? 'retrying' : 'active'
  return {
    id: record.id, url, description, filter, state, position, incarnation: start.incarnation, head, lag: Math.max(0, head - position), deliveredAt,
    retrying: state === 'retrying' || state === 'paused' ? retrying : undefined, stopped, paused,
    secrets: validSecrets(secrets, now).map(({ madeAt, validUntil }) => ({ madeAt, validUntil })), registered, changed,
  }
}
