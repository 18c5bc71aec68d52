import { Gauge, type Registry } from 'prom-client'
import type { WebhookDeliverer } from './webhook-deliverer.js'

const states = ['active', 'retrying', 'stopped', 'paused'] as const

/** Metrics of the deliveries of this process. What is known only where it delivers is absent elsewhere. */
export const webhookMetrics = (registry: Registry, deliverer: Pick<WebhookDeliverer, 'status'>): void => {
  const registers = [registry]
  new Gauge({
    name: 'sinhke_webhooks_delivering', help: 'Whether this process delivers', registers,
    collect() {
      this.set(deliverer.status.isDelivering ? 1 : 0)
    },
  })
  new Gauge({
    name: 'sinhke_webhooks', help: 'Subscriptions by state', labelNames: ['state'], registers,
    collect() {
      const { webhooks } = deliverer.status
      this.reset()
      if (webhooks !== undefined) for (const state of states) this.set({ state }, webhooks[state])
    },
  })
  new Gauge({
    name: 'sinhke_webhooks_most_lag_events', help: 'Positions that the subscription furthest behind has before it', labelNames: [], registers,
    collect() {
      const { webhooks } = deliverer.status
      this.remove()
      if (webhooks !== undefined) this.set(webhooks.mostLag)
    },
  })
  new Gauge({
    name: 'sinhke_webhook_attempts', help: 'Attempts since this process started, by outcome', labelNames: ['outcome'], registers,
    collect() {
      const { attempts } = deliverer.status
      for (const outcome of ['taken', 'failed'] as const) this.set({ outcome }, attempts[outcome])
    },
  })
}
