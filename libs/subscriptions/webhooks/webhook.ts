import type { Actor, JsonObject, Position } from '#event-log'
import type { DeliveryRecord } from '../delivery-store.js'
import type { FeedFilter } from '../event-filter.js'

/** Who did something to a subscription, and when. */
export interface Deed {
  readonly at: string
  readonly by: Actor
}

/** From where it is delivered. Another `id` than before says: begin there, wherever it has got. */
export interface Start {
  readonly id: string
  /** The log that the position is of. */
  readonly incarnation: string
  readonly position: Position
}

/** A secret is made of the salt and of what only the vault knows: whoever reads the records can't sign by it. */
export interface SecretRecord {
  readonly salt: string
  readonly madeAt: string
  /** Of one that was replaced: it signs beside its successor until then. */
  readonly validUntil?: string | undefined
}

/** What was subscribed. Written by who manages subscriptions alone, so that no moving place is in their way. */
export interface Webhook {
  readonly url: string
  readonly description?: string | undefined
  readonly filter: FeedFilter
  readonly start: Start
  /** The newest first. */
  readonly secrets: readonly SecretRecord[]
  readonly registered: Deed
  readonly changed: Deed
  readonly paused?: Deed | undefined
  /** Of what was asked for at first, by which the same request is known when it comes again. */
  readonly requestHash: string
}

export type FailureCode = 'status' | 'redirected' | 'address-refused' | 'timed-out' | 'connection-failed'

/** Why an attempt failed. Nothing of what the receiver answered is kept but its status: it may hold anything. */
export interface Failure {
  readonly code: FailureCode
  readonly status?: number | undefined
  /** The system's name of the error: ECONNREFUSED, CERT_HAS_EXPIRED. */
  readonly error?: string | undefined
}

/** It goes on by itself, after a while. */
export interface Retrying {
  readonly since: string
  readonly attempts: number
  readonly lastAt: string
  readonly nextAt: string
  readonly failure: Failure
}

export type StopCode = 'receiver-gone' | 'event-unpublishable' | 'log-replaced' | 'beyond-log'

/** It goes on when somebody has changed something. */
export interface Stopped {
  readonly code: StopCode
  readonly at: string
  /** Of the subscription: any change of that lifts it. */
  readonly revision: number
  readonly detail?: string | undefined
}

/** How far it got. Written by who delivers alone; its revision fences whoever delivered before. */
export interface WebhookPlace {
  readonly startId: string
  readonly position: Position
  readonly deliveredAt?: string | undefined
  readonly retrying?: Retrying | undefined
  readonly stopped?: Stopped | undefined
}

export const webhookKind = 'webhook'
export const placeKind = 'webhook-place'

/** Records are JSON, and these are nothing else. */
export const webhookIn = ({ value }: DeliveryRecord): Webhook => value as unknown as Webhook
export const placeIn = ({ value }: DeliveryRecord): WebhookPlace => value as unknown as WebhookPlace
export const recordOf = (value: Webhook | WebhookPlace): JsonObject => value as unknown as JsonObject

/** Whether it has stopped at what the subscription still is. */
export const isStopped = ({ stopped }: WebhookPlace, revision: number): boolean => stopped?.revision === revision
