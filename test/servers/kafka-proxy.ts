import type { Socket } from 'node:net'
import { LoopbackProxy, pass } from './loopback-proxy.js'

/** Requests whose answers can be made to get lost, by their number in Kafka's protocol. */
export const kafkaRequests = { produce: 0, initProducerId: 22, addPartitionsToTransaction: 24, addOffsetsToTransaction: 25, endTransaction: 26, commitTransactionOffsets: 28 } as const
export type KafkaRequest = keyof typeof kafkaRequests

/** How an answer gets lost: with its connection, or alone, so that its client waits for it until it gives up. */
export type Loss = 'cut' | 'silent'

interface Swallowing {
  readonly request: KafkaRequest
  readonly loss: Loss
}

/** Stands before one broker. The request passes and is carried out; its answer can be swallowed. */
export class KafkaProxy {
  readonly #next: Swallowing[] = []
  readonly #held: { readonly request: KafkaRequest; readonly arrived: () => void }[] = []
  readonly #swallowed = new Map<string, number>()

  private constructor(private readonly proxy: LoopbackProxy) {}

  static async open(): Promise<KafkaProxy> {
    return new KafkaProxy(await LoopbackProxy.open())
  }

  get port(): number {
    return this.proxy.port
  }

  leadTo(brokerPort: number): void {
    this.proxy.leadTo(brokerPort, (client, broker) => this.#join(client, broker))
  }

  /** The answer to the next request of that kind is lost. Several in line are lost one after another. */
  swallowNext(request: KafkaRequest, loss: Loss): void {
    this.#next.push({ request, loss })
  }

  /** Resolves when the next request of that kind has come; it goes nowhere, so that its sender can be killed before it is carried out. */
  holdNext(request: KafkaRequest): Promise<void> {
    return new Promise((arrived) => this.#held.push({ request, arrived }))
  }

  /** How many answers were swallowed so far, by request and loss: `produce cut`. */
  get swallowed(): ReadonlyMap<string, number> {
    return this.#swallowed
  }

  async close(): Promise<void> {
    await this.proxy.close()
  }

  #join(client: Socket, broker: Socket): void {
    const asked = new Map<number, number>()
    const [requests, answers] = [new Frames(), new Frames()]
    client.on('data', (bytes) => {
      for (const frame of requests.add(bytes)) {
        // A frame is its length, then request, version and the number by which its answer is told.
        asked.set(frame.readInt32BE(8), frame.readInt16BE(4))
        if (!this.#isHeld(frame.readInt16BE(4))) pass(frame, client, broker)
      }
    })
    broker.on('data', (bytes) => {
      for (const frame of answers.add(bytes)) {
        const number = frame.readInt32BE(4)
        const loss = this.#lossOf(asked.get(number))
        asked.delete(number)
        if (loss === 'cut') return void client.resetAndDestroy()
        if (loss === undefined) pass(frame, broker, client)
      }
    })
  }

  #isHeld(asked: number): boolean {
    const index = this.#held.findIndex(({ request }) => kafkaRequests[request] === asked)
    if (index < 0) return false
    this.#held.splice(index, 1)[0]?.arrived()
    return true
  }

  #lossOf(asked: number | undefined): Loss | undefined {
    const index = this.#next.findIndex(({ request }) => kafkaRequests[request] === asked)
    const [swallowing] = index < 0 ? [] : this.#next.splice(index, 1)
    if (swallowing === undefined) return undefined
    const { request, loss } = swallowing
    const name = `${request} ${loss}`
    this.#swallowed.set(name, (this.#swallowed.get(name) ?? 0) + 1)
    return loss
  }
}

/** Cuts a stream of bytes into the protocol's frames, each with its length before it. */
class Frames {
  #bytes: Buffer = Buffer.alloc(0)

  add(bytes: Buffer): Buffer[] {
    this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes])
    const frames: Buffer[] = []
    while (this.#bytes.length >= 4 && this.#bytes.length >= 4 + this.#bytes.readInt32BE(0)) {
      const end = 4 + this.#bytes.readInt32BE(0)
      frames.push(this.#bytes.subarray(0, end))
      this.#bytes = this.#bytes.subarray(end)
    }
    return frames
  }
}
