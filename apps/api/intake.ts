import { setInterval, setTimeout } from 'node:timers'
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problem } from './problem.js'
import { sendProblem } from './problem-filter.js'

/** A connection on which half a request has come holds the end up no longer. */
const lingerMs = 1_000
/** Each store has bounds of its own; this is for a request that runs into several of them, one after another. */
const usualAnswerWithinMs = 20_000
/** It is looked so often within that time who waits too long. */
const looks = 20

/**
 * Which requests are being worked on. Nobody waits longer than a bound, whatever hangs. When the server stops they are
 * answered first, while whatever comes anew is told to come back later; only then listening ends.
 */
@Injectable()
export class Intake implements BeforeApplicationShutdown {
  /** The time by which each is answered, in the order in which they came. */
  readonly #inWork = new Map<FastifyRequest, { readonly reply: FastifyReply; readonly until: number }>()
  #isStopping = false
  #onEmpty: () => void = () => undefined
  #closeAll: () => void = () => undefined
  #looking: NodeJS.Timeout | undefined

  watch(fastify: FastifyInstance, answerWithinMs = usualAnswerWithinMs): void {
    this.#looking = setInterval(() => this.#answerLate(), answerWithinMs / looks).unref()
    this.#closeAll = () => fastify.server.closeAllConnections()
    // Every request passes all of these: without promises they cost it nothing.
    fastify.addHook('onRequest', (request, reply, done) => {
      if (this.#isStopping) refuse(request, reply)
      else done()
    })
    fastify.addHook('preHandler', (request, reply, done) => {
      // Its body may have been on the way for a while.
      if (this.#isStopping) return refuse(request, reply)
      this.#begin(request, reply, answerWithinMs)
      done()
    })
  }

  /** Resolves when all that was taken in has been answered. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#isStopping = true
    for (const { reply } of this.#inWork.values()) if (!reply.sent) askToCloseConnection(reply)
    if (this.#inWork.size > 0) await new Promise<void>((resolve) => (this.#onEmpty = resolve))
    clearInterval(this.#looking)
    setTimeout(this.#closeAll, lingerMs).unref()
  }

  /** A command may still be stored then, a query has nothing to store. A stream has its answer from its head on. */
  #answerLate(): void {
    const now = performance.now()
    for (const [request, { reply, until }] of this.#inWork) {
      if (until > now) return
      if (!reply.sent) sendProblem(request, reply, problem(request.method === 'POST' ? 'outcome-unknown' : 'unavailable'))
    }
  }

  /** It ends with its connection too: where whoever asked hangs up before the answer, Fastify's onResponse doesn't come. */
  #begin(request: FastifyRequest, reply: FastifyReply, answerWithinMs: number): void {
    if (reply.raw.destroyed) return
    this.#inWork.set(request, { reply, until: performance.now() + answerWithinMs })
    reply.raw.once('close', () => this.#ended(request))
  }

  #ended(request: FastifyRequest): void {
    this.#inWork.delete(request)
    if (this.#inWork.size === 0) this.#onEmpty()
  }
}

const refuse = (request: FastifyRequest, reply: FastifyReply): void => {
  askToCloseConnection(reply)
  sendProblem(request, reply, problem('stopping'))
}

/** Whoever keeps it open would send the next request to a server that is gone. */
const askToCloseConnection = (reply: FastifyReply): void => {
  reply.header('connection', 'close')
}
