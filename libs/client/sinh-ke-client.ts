import { setTimeout as timer } from 'node:timers/promises'
import { BackOff } from './back-off.js'
import type { Server } from './connection.js'
import { FeedUnavailable } from './errors.js'
import { hidesAnything, type FeedFilter } from './feed-address.js'
import { Following, type FeedStep, type FollowRequest, type Patience } from './following.js'
import { Tracker } from './place.js'
import { readPages, type FeedPage } from './reading-pages.js'

export type { FeedPage, FeedStep, FollowRequest }

export interface ClientOptions extends Partial<Patience> {
  /** The API's address: https://sinhke.example.vn, also with a path. */
  readonly url: string
  /** What `sinhke token --role service` gave; a function where it is renewed. */
  readonly token: string | (() => string | Promise<string>)
  /** A connection on which nothing comes for so long is given up: three of the server's heartbeats. */
  readonly silenceMs?: number
  /** How often in a row `pages` tries before it throws `FeedUnavailable`; `follow` never gives up. */
  readonly mostAttempts?: number
}

export interface PagesOptions {
  readonly incarnation?: string | undefined
  readonly filter?: FeedFilter | undefined
  /** Events on a page, 1,000 at most. */
  readonly limit?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** Reads the feed of a Sinh Kế server: in order, without a gap, every event once. */
export class SinhKeClient {
  readonly #server: Server
  readonly #patience: Patience
  readonly #mostAttempts: number

  constructor({ url, token, silenceMs = 45_000, mostAttempts = 6, firstWaitMs = 1_000, mostWaitMs = 60_000, onTrouble = () => undefined }: ClientOptions) {
    this.#server = { url, token, silenceMs }
    this.#patience = { firstWaitMs, mostWaitMs, onTrouble }
    this.#mostAttempts = mostAttempts
  }

  /**
   * What is there behind a position and then what comes, for ever. Events are pulled: who is slow holds nothing but the
   * event in hand, and may be cut off by the server, to which it then comes again. Trouble is waited out; what waiting
   * can't heal is thrown: `LogReplaced`, `BeyondLog`, `MissedEvents`, `MalformedEvent`, `FeedRefused`.
   */
  follow(request: FollowRequest = {}): AsyncIterable<FeedStep> {
    return new Following(this.#server, request, this.#patience).steps()
  }

  /** Page by page up to the end of the log as it is now. Throws as `follow` does, and `FeedUnavailable`. */
  async *pages(after = 0, { incarnation, filter = {}, limit, signal }: PagesOptions = {}): AsyncGenerator<FeedPage, void, void> {
    const tracker = new Tracker({ after, incarnation }, hidesAnything(filter) ? 'what the filter hides' : 'nothing')
    const { firstWaitMs, mostWaitMs, onTrouble } = this.#patience
    const backOff = new BackOff(firstWaitMs, mostWaitMs)
    for (let attempts = 1; ; attempts += 1) {
      try {
        for await (const page of readPages(this.#server, { tracker, filter, limit, signal })) {
          attempts = 1
          backOff.succeeded()
          yield page
        }
        return
      } catch (error) {
        if (signal?.aborted === true) return
        if (!(error instanceof FeedUnavailable) || attempts >= this.#mostAttempts) throw error
        const waitMs = backOff.nextMs(error.retryAfterMs)
        onTrouble(error, waitMs)
        await timer(waitMs, undefined, { signal }).catch(() => undefined)
      }
    }
  }
}
