import type { ReadableStream } from 'node:stream/web'
import { TextDecoder } from 'node:util'
import { setTimeout as timer } from 'node:timers/promises'
import { BeyondLog, FeedRefused, FeedUnavailable, LogReplaced, MalformedEvent } from './errors.js'
import { isObject } from './event.js'

export interface Server {
  readonly url: string
  /** Also a function, for tokens that are renewed. */
  readonly token: string | (() => string | Promise<string>)
  /** A request or stream on which nothing comes for so long is given up: three heartbeats. */
  readonly silenceMs: number
}

export interface Asked {
  readonly address: URL
  readonly after: number
  readonly incarnation?: string | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
}

/** One request and what comes of it. Errors that waiting may heal are `FeedUnavailable`. */
export class Connection {
  readonly #abort = new AbortController()
  readonly #stop = () => this.#abort.abort()

  constructor(private readonly server: Server, private readonly asked: Asked) {
    asked.signal?.addEventListener('abort', this.#stop)
    if (asked.signal?.aborted === true) this.#stop()
  }

  /** The answer of a server that takes the request. */
  async open(): Promise<Response> {
    const { token } = this.server
    const authorization = `Bearer ${typeof token === 'string' ? token : await token()}`
    const headers = { ...this.asked.headers, authorization, 'accept-language': 'vi' }
    const response = await this.#inTime(() => fetch(this.asked.address, { headers, signal: this.#abort.signal }))
    if (response.ok) return response
    const problem = problemOf(await this.#inTime(() => response.text()))
    throw errorOf(response, problem, this.asked)
  }

  /** The text of an answer as it comes. What isn't asked for isn't read from the network. */
  async *textOf(response: Response): AsyncGenerator<string, void, void> {
    const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader()
    if (reader === undefined) return
    const decoder = new TextDecoder('utf-8', { fatal: true })
    for (;;) {
      const { done, value } = await this.#inTime(() => reader.read())
      if (done) return
      yield textOf(decoder, value)
    }
  }

  async wholeTextOf(response: Response): Promise<string> {
    let text = ''
    for await (const part of this.textOf(response)) text += part
    return text
  }

  close(): void {
    this.asked.signal?.removeEventListener('abort', this.#stop)
    this.#stop()
  }

  async #inTime<Result>(work: () => Promise<Result>): Promise<Result> {
    const silent = new AbortController()
    const silence = timer(this.server.silenceMs, undefined, { signal: silent.signal }).then(() => {
      this.#stop()
      throw new FeedUnavailable(`nothing came for ${this.server.silenceMs} ms`)
    })
    try {
      return await Promise.race([work(), silence])
    } catch (error) {
      throw error instanceof FeedUnavailable ? error : new FeedUnavailable(reasonOf(error))
    } finally {
      silence.catch(() => undefined)
      silent.abort()
    }
  }
}

const textOf = (decoder: TextDecoder, bytes: Uint8Array): string => {
  try {
    return decoder.decode(bytes, { stream: true })
  } catch {
    throw new MalformedEvent('not UTF-8')
  }
}

/** fetch says "fetch failed", and why in the cause. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

interface Problem {
  readonly code: string
  readonly title: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** RFC 9457; of what a proxy says there is nothing in it. */
const problemOf = (text: string): Problem => {
  try {
    const body: unknown = JSON.parse(text)
    if (!isObject(body)) throw new Error('no object')
    const { code, title, facts, errors } = body
    return { code: typeof code === 'string' ? code : '', title: [title, ...wrongFields(errors)].join('; '), facts: isObject(facts) ? facts : {} }
  } catch {
    return { code: '', title: text.slice(0, 200), facts: {} }
  }
}

const wrongFields = (errors: unknown): string[] => (Array.isArray(errors) ? errors.filter(isObject).map(({ field, message }) => `${String(field)} ${String(message)}`) : [])

/** What waiting may heal. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504])

const errorOf = ({ status, headers }: Response, { code, title, facts }: Problem, { after, incarnation: asked = '?' }: Asked): Error => {
  const { incarnation, head } = facts
  if (code === 'log-replaced' && typeof incarnation === 'string') return new LogReplaced(asked, incarnation)
  if (code === 'beyond-log') return new BeyondLog(after, typeof head === 'number' ? head : undefined, typeof incarnation === 'string' ? incarnation : undefined)
  if (passing.has(status)) return new FeedUnavailable(`${status} ${code} ${title}`.trim(), retryAfterMs(headers.get('retry-after')))
  return new FeedRefused(status, code === '' ? `http-${status}` : code, title)
}

/** Seconds, or the time of day. */
const retryAfterMs = (text: string | null): number | undefined => {
  if (text === null) return undefined
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now()
  return ms > 0 ? ms : undefined
}
