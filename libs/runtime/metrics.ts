import { Gauge, Registry } from 'prom-client'
import type { ModelStatus } from '#read-models'
import { webhookMetrics, type RelayStatus, type WebhookDeliverer } from '#subscriptions'
import type { Runtime } from './runtime.js'

const relayStates: readonly RelayStatus['state'][] = ['starting', 'publishing', 'paused', 'failing', 'stopped', 'silent']

/** For Prometheus: where the log is, and how far behind is what follows it. Asked for when it is scraped. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #head = this.#gauge('log_head_position', 'The position of the last event', [])
  readonly #projected = this.#gauge('projection_position', 'Where a read model is', ['model'])
  readonly #published = this.#gauge('relay_published_position', 'The position of the last event known to be on the topic', ['topic'])
  readonly #lag = this.#gauge('relay_lag_events', 'Events in the log that are not known to be on the topic', ['topic'])
  readonly #state = this.#gauge('relay_state', '1 for the state that the relay is in', ['topic', 'state'])
  readonly #trouble = this.#gauge('relay_trouble', '1 for what the relay is failing or stopped by; /health has it in words', ['topic', 'code'])

  constructor(private readonly runtime: Pick<Runtime, 'log' | 'status' | 'relayStatus'>, deliverer: Pick<WebhookDeliverer, 'status'>) {
    webhookMetrics(this.#registry, deliverer)
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  async text(): Promise<string> {
    const [head, { readModels }, relay] = await Promise.all([this.runtime.log.head(), this.runtime.status(), this.runtime.relayStatus()])
    this.#head.set(head)
    this.#setProjected(readModels)
    if (relay !== undefined) this.#setRelay(relay)
    return this.#registry.metrics()
  }

  #setProjected(readModels: readonly ModelStatus[]): void {
    for (const { model, position } of readModels) this.#projected.set({ model }, position)
  }

  #setRelay({ topic, publishedPosition, lag, state, trouble }: RelayStatus): void {
    this.#published.set({ topic }, publishedPosition ?? 0)
    this.#lag.set({ topic }, lag)
    for (const each of relayStates) this.#state.set({ topic, state: each }, each === state ? 1 : 0)
    this.#trouble.reset()
    if (trouble !== undefined) this.#trouble.set({ topic, code: trouble.code }, 1)
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Gauge<Label> {
    return new Gauge({ name: `sinhke_${name}`, help, labelNames, registers: [this.#registry] })
  }
}
