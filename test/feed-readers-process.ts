import { createHash } from 'node:crypto'
import { Agent, get, type ClientRequest, type IncomingMessage } from 'node:http'
import { EventStreamParser, type DispatchedEvent } from './event-stream.js'

/** What the readers are told. */
export interface ReadersOrder {
  readonly url: string
  readonly token: string
  readonly readers: number
  /** Of a reader's connections; some are cut by the reader itself, wherever it is. */
  readonly cutWithinMs: number
}

/** What became of them. */
export interface ReadersReport {
  readonly cuts: number
  readonly refused: readonly string[]
  /** Readers that got something twice, left something out, or got it in another order. */
  readonly wrong: readonly string[]
  /** How many readers ended with which list of events. */
  readonly lists: Readonly<Record<string, number>>
}

const agent = new Agent({ keepAlive: false, maxSockets: Infinity })
const order = JSON.parse(process.argv[2] ?? '') as ReadersOrder
const refused: string[] = []
const wrong: string[] = []
let cuts = 0
/** Told once all is recorded: then nobody is cut any more, and each reads up to there. */
let last = Infinity

class CutReader {
  readonly #hash = createHash('sha256')
  readonly #parser = new EventStreamParser((dispatched) => this.#take(dispatched))
  #request: ClientRequest | undefined
  position = 0

  constructor(private readonly index: number) {
    this.#connect()
  }

  get list(): string {
    return `${this.position} ${this.#hash.copy().digest('hex')}`
  }

  get isDone(): boolean {
    return this.position >= last
  }

  close(): void {
    this.#request?.destroy()
  }

  #connect(): void {
    const { lastEventId } = this.#parser
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${order.token}`, ...(lastEventId === '' ? {} : { 'last-event-id': lastEventId }) }
    this.#request = get(`${order.url}/events`, { agent, headers }, (response) => this.#read(response))
    this.#request.on('error', () => undefined).once('close', () => {
      this.#parser.breakOff()
      if (!this.isDone) setTimeout(() => this.#connect(), Math.random() * 300)
    })
  }

  #read(response: IncomingMessage): void {
    if (response.statusCode !== 200) {
      refused.push(String(response.statusCode))
      return void response.destroy()
    }
    const request = this.#request
    setTimeout(() => {
      if (last !== Infinity || request?.destroyed === true) return
      cuts += 1
      request?.destroy()
    }, Math.random() * order.cutWithinMs).unref()
    response.setEncoding('utf8').on('data', (chunk: string) => this.#parser.push(chunk)).on('error', () => undefined)
  }

  #take({ id, data }: DispatchedEvent): void {
    const published = JSON.parse(data) as { readonly id: string; readonly data: { readonly position: number } }
    const { position } = published.data
    if (position !== this.position + 1 || !id.endsWith(`.${position}`)) wrong.push(`reader ${this.index}: ${position} as ${id} after ${this.position}`)
    this.position = position
    this.#hash.update(published.id)
  }
}

const readers = Array.from({ length: order.readers }, (_, index) => new CutReader(index))

process.on('message', (told: number) => (last = told))
const waiting = setInterval(() => {
  if (!readers.every(({ isDone }) => isDone)) return
  clearInterval(waiting)
  const lists: Record<string, number> = {}
  for (const { list } of readers) lists[list] = (lists[list] ?? 0) + 1
  const report: ReadersReport = { cuts, refused, wrong: wrong.slice(0, 10), lists }
  process.send?.(report)
  for (const reader of readers) reader.close()
  process.disconnect()
}, 50)
