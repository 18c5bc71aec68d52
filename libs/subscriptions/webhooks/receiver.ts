import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { ReceiverNetworks } from './receiver-networks.js'
import { hostOf } from './receiver-url.js'
import type { ResolveHost } from './resolve-host.js'
import type { Failure } from './webhook.js'

export interface ReceiverOptions {
  readonly networks: ReceiverNetworks
  readonly resolve: ResolveHost
  /** Of a whole attempt, from the lookup of the name to the answer. */
  readonly timeoutMs: number
}

/** What became of an attempt. */
export type Answer =
  | { readonly isTaken: true }
  | { readonly isTaken: false; readonly failure: Failure; readonly retryAfter?: string | undefined }

/** The name leads to an address that must not be delivered to. */
class AddressRefused extends Error {
  readonly code = 'address-refused'
}

/** Of an answer nothing is needed but its status; this much of its body is let pass so that the connection can be used again. */
const mostAnswerBytes = 16_384
const idleConnectionMs = 15_000

/** One receiver's HTTP server: one attempt at a time over one connection, no redirect followed, only addresses that are allowed. */
export class Receiver {
  readonly #url: URL
  readonly #agent: HttpAgent | HttpsAgent
  readonly #isEncrypted: boolean

  constructor(url: string, private readonly options: ReceiverOptions) {
    this.#url = new URL(url)
    this.#isEncrypted = this.#url.protocol === 'https:'
    this.#agent = new (this.#isEncrypted ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: 1, timeout: idleConnectionMs })
  }

  /** Never throws: whatever goes wrong is an answer. */
  async post(headers: Readonly<Record<string, string>>, body: Buffer, ending: AbortSignal): Promise<Answer> {
    if (ending.aborted) return { isTaken: false, failure: { code: 'timed-out' } }
    const attempt = new AbortController()
    const abort = () => attempt.abort()
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      abort()
    }, this.options.timeoutMs)
    ending.addEventListener('abort', abort)
    try {
      return await this.#attempt(headers, body, attempt.signal)
    } catch (error) {
      return { isTaken: false, failure: isLate ? { code: 'timed-out' } : failureOf(error) }
    } finally {
      clearTimeout(timer)
      ending.removeEventListener('abort', abort)
    }
  }

  close(): void {
    this.#agent.destroy()
  }

  async #attempt(headers: Readonly<Record<string, string>>, body: Buffer, signal: AbortSignal): Promise<Answer> {
    this.#refuseLiteral()
    const request = this.#request(headers, signal)
    try {
      return await answerOf(request, body)
    } catch (error) {
      // It closed the connection that it had kept open, as it may at any time.
      if (!request.reusedSocket || signal.aborted) throw error
      return await answerOf(this.#request(headers, signal), body)
    }
  }

  #request(headers: Readonly<Record<string, string>>, signal: AbortSignal): ClientRequest {
    const options: RequestOptions = { method: 'POST', headers, agent: this.#agent, signal, lookup: this.#lookup, maxHeaderSize: mostAnswerBytes }
    return (this.#isEncrypted ? httpsRequest : httpRequest)(this.#url, options)
  }

  /** An address in place of a name is connected to without any lookup. */
  #refuseLiteral(): void {
    const host = hostOf(this.#url)
    if (isIP(host) !== 0 && !this.#allows(host)) throw new AddressRefused()
  }

  /** Whatever the connection is made to came through here: a name that leads elsewhere than a moment before is judged anew. */
  readonly #lookup: LookupFunction = (host, { all }, callback) => {
    this.#allowedAddresses(host).then(
      ([first, ...others]) => {
        if (first === undefined) callback(new AddressRefused(), [])
        else if (all === true) callback(null, [first, ...others])
        else callback(null, first.address, first.family)
      },
      (error: unknown) => callback(error as NodeJS.ErrnoException, []),
    )
  }

  async #allowedAddresses(host: string): Promise<{ readonly address: string; readonly family: number }[]> {
    const addresses = await this.options.resolve(host)
    return addresses.filter((address) => this.#allows(address)).map((address) => ({ address, family: isIP(address) }))
  }

  #allows(address: string): boolean {
    return this.options.networks.allows(address, { isEncrypted: this.#isEncrypted })
  }
}

/** From its first line on the answer's status counts, however its body ends. */
const answerOf = (request: ClientRequest, body: Buffer): Promise<Answer> =>
  new Promise((resolve, reject) => {
    let answer: Answer | undefined
    request.on('error', (error) => (answer === undefined ? reject(error) : resolve(answer)))
    request.on('response', (response) => {
      const judged = judge(response)
      answer = judged
      letPass(response, () => resolve(judged))
    })
    request.end(body)
  })

const judge = ({ statusCode: status = 0, headers }: IncomingMessage): Answer => {
  if (status >= 200 && status < 300) return { isTaken: true }
  return { isTaken: false, failure: { code: status >= 300 && status < 400 ? 'redirected' : 'status', status }, retryAfter: headers['retry-after'] }
}

const letPass = (response: IncomingMessage, done: () => void): void => {
  let bytes = 0
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > mostAnswerBytes) response.destroy()
  })
  response.on('error', done).on('close', done)
}

/** The system's name alone: a message may hold the address with what was secret in it. */
const failureOf = (error: unknown): Failure => {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'address-refused') return { code }
  return { code: 'connection-failed', error: typeof code === 'string' ? code.slice(0, 60) : undefined }
}
