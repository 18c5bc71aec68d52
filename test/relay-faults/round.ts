import { setTimeout as wait } from 'node:timers/promises'
import { readTopic } from '#subscriptions/testing/topic-reader'
import { startKafka, type KafkaServer } from '../servers/kafka.js'
import type { WorkerProcess } from '../worker-process.js'
import { findingsOf } from './findings.js'
import { planOf, type Fault, type PlanOptions } from './plan.js'
import { RelayWorld } from './relay-world.js'

export interface RelayRound {
  readonly options: PlanOptions
  readonly events: number
  readonly faults: readonly Fault[]
  /** Answers that were swallowed, by request and loss. */
  readonly swallowed: Readonly<Record<string, number>>
  /** Records that were written and never committed: faults struck in the midst of transactions. */
  readonly abortedRecords: number
  readonly findings: readonly string[]
  readonly durationMs: number
}

/** Records events while faults strike their publishing, and reads the topic once all is published. */
export const runRelayRound = async (options: PlanOptions, onStep: (done: number, of: number) => void = () => undefined): Promise<RelayRound> => {
  const begunAt = performance.now()
  const kafka = await startKafka({ isProxied: true })
  const world = await RelayWorld.open(kafka, options.losses > 0 ? kafka.proxiedBrokers : kafka.brokers)
  const plan = planOf(options)
  let worker: WorkerProcess | undefined
  try {
    worker = await world.startWorker()
    for (const [index, { events, fault, atRecords }] of plan.entries()) {
      const before = await world.end()
      const recording = world.record(events)
      await world.untilEnd(before + atRecords)
      worker = await strike(fault, { kafka, world, worker })
      await recording
      onStep(index + 1, plan.length)
    }
    await world.record(options.events - world.events)
    await worker.until(({ relay }) => relay?.state === 'publishing' && relay.lag === 0)
    const [committed, all] = [await readTopic(kafka.brokers, world.topic), await readTopic(kafka.brokers, world.topic, { withAborted: true })]
    return {
      options, events: world.events, faults: plan.map(({ fault }) => fault), swallowed: Object.fromEntries(kafka.proxy.swallowed),
      abortedRecords: all.length - committed.length, findings: findingsOf(committed, options.events), durationMs: performance.now() - begunAt,
    }
  } finally {
    await worker?.end('SIGKILL')
    await world.close()
    await kafka.stop()
  }
}

interface Scene {
  readonly kafka: KafkaServer
  readonly world: RelayWorld
  readonly worker: WorkerProcess
}

const strike = async (fault: Fault, { kafka, world, worker }: Scene): Promise<WorkerProcess> => {
  switch (fault.kind) {
    case 'worker-killed':
      await worker.end('SIGKILL')
      return world.startWorker()
    case 'broker-killed':
      await kafka.kill()
      await wait(fault.downMs)
      await kafka.start()
      return worker
    case 'answer-lost':
      kafka.proxy.swallowNext(fault.request, fault.loss)
      // Taking over happens only after a fault.
      if (fault.request === 'initProducerId') kafka.proxy.swallowNext('produce', 'cut')
      return worker
  }
}
