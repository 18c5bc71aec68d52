import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { EventStreamParser, type DispatchedEvent } from '../../../test/event-stream.js'
import type { Feed, FeedFilter } from '../index.js'

/** Test support: a feed's streams over HTTP without the API around it; `after` and `incarnation` come in the address, the rest is the server's. */
export const serveStreams = async (feed: Feed, { filter = {}, expiresAtMs = Infinity }: { filter?: FeedFilter; expiresAtMs?: number } = {}) => {
  const open = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    open.add(response.once('close', () => open.delete(response)))
    const { searchParams } = new URL(request.url ?? '', 'http://localhost')
    const start = feed.stream({ after: Number(searchParams.get('after')), incarnation: searchParams.get('incarnation') ?? undefined, filter })
    start.then((join) => join(response.writeHead(200), expiresAtMs), (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.name : String(error)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    url,
    /** What is written and not sent yet, on all streams. */
    unsentBytes: () => [...open].reduce((sum, { writableLength }) => sum + writableLength, 0),
    close: async () => {
      await feed.close()
      server.close()
      server.closeAllConnections()
    },
  }
}

/** A reader of a stream that notes what was dispatched to it. */
export class StreamReader {
  readonly events: DispatchedEvent[] = []
  readonly #parser = new EventStreamParser((dispatched) => this.events.push(dispatched))
  readonly #response: IncomingMessage
  /** All bytes, as text. */
  text = ''
  ended = false

  private constructor(response: IncomingMessage) {
    this.#response = response
    response.setEncoding('utf8').on('data', (chunk: string) => {
      this.text += chunk
      this.#parser.push(chunk)
    })
    response.on('error', () => undefined).on('close', () => (this.ended = true))
  }

  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<StreamReader> {
    const request = get(url, { headers: { accept: 'text/event-stream', ...headers }, agent: false })
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    if (response.statusCode === 200) return new StreamReader(response)
    const chunks = (await response.setEncoding('utf8').toArray()) as string[]
    throw new Error(`${response.statusCode}: ${chunks.join('')}`)
  }

  get lastEventId(): string {
    return this.#parser.lastEventId
  }

  get retryMs(): number | undefined {
    return this.#parser.retryMs
  }

  /** The position in the last event id. */
  get place(): number {
    return Number(this.lastEventId.split('.')[1])
  }

  get positions(): number[] {
    return this.events.map(({ id }) => Number(id.split('.')[1]))
  }

  /** Takes nothing more from its connection until it goes on. */
  pause(): void {
    this.#response.pause()
  }

  goOn(): void {
    this.#response.resume()
  }

  cut(): void {
    this.#response.destroy()
  }
}

/** Waits until it holds; the test's own limit ends it. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}
