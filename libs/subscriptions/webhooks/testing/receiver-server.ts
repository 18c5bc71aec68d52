import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly id: string
  readonly timestamp: number
  readonly signature: string
  readonly headers: IncomingMessage['headers']
  readonly path: string
  readonly body: string
  readonly position: number
  /** The status that it was answered with. */
  readonly status: number
}

/** What a receiver answers to the delivery of that number, counted from 1; it may answer by itself. */
export type Answering = (number: number, response: ServerResponse, request: IncomingMessage) => number | undefined

/** Test support: a receiver as subscribers run one. It notes what came before it answers. */
export class ReceiverServer {
  readonly received: Received[] = []
  #server: Server | undefined
  port = 0

  constructor(public answering: Answering = () => 204) {}

  static async start(answering?: Answering): Promise<ReceiverServer> {
    const receiver = new ReceiverServer(answering)
    await receiver.listen()
    return receiver
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/su-kien`
  }

  /** Those that were taken. */
  get taken(): Received[] {
    return this.received.filter(({ status }) => status >= 200 && status < 300)
  }

  get positions(): number[] {
    return this.taken.map(({ position }) => position)
  }

  async listen(): Promise<void> {
    const server = createServer((request, response) => void this.#take(request, response))
    server.listen(this.port, '127.0.0.1')
    await once(server, 'listening')
    this.port = (server.address() as AddressInfo).port
    this.#server = server
  }

  /** Its port refuses connections from then on. */
  async close(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server === undefined) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined)
    const chunks = await request.toArray().catch(() => undefined)
    if (chunks === undefined) return
    const body = Buffer.concat(chunks as Buffer[]).toString('utf8')
    const { headers, url: path = '' } = request
    const status = this.answering(this.received.length + 1, response, request)
    const [id = '', timestamp = '', signature = ''] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => String(headers[name]))
    this.received.push({ id, timestamp: Number(timestamp), signature, headers, path, body, position: (JSON.parse(body) as { data: { position: number } }).data.position, status: status ?? 0 })
    if (status !== undefined) response.writeHead(status).end()
  }
}
