import { setTimeout } from 'node:timers'
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problem } from './problem.js'
import { sendProblem } from './problem-filter.js'

/** A connection on which half a request has come holds the end up no longer. */
const lingerMs = 1_000

/**
 * Which requests are being worked on. When the server stops they are answered first, while whatever comes anew is told
 * to come back later; only then listening ends.
 */
@Injectable()
export class Intake implements BeforeApplicationShutdown {
  readonly #inWork = new Set<FastifyRequest>()
  #isStopping = false
  #onEmpty: () => void = () => undefined
  #closeAll: () => void = () => undefined

  watch(fastify: FastifyInstance): void {
    this.#closeAll = () => fastify.server.closeAllConnections()
    // Every request passes all of these: without promises they cost it nothing.
    fastify.addHook('onRequest', (request, reply, done) => {
      if (this.#isStopping) refuse(request, reply)
      else done()
    })
    fastify.addHook('preHandler', (request, reply, done) => {
      // Its body may have been on the way for a while.
      if (this.#isStopping) return refuse(request, reply)
      this.#inWork.add(request)
      done()
    })
    fastify.addHook('onSend', (_request, reply, _payload, done) => {
      if (this.#isStopping) reply.header('connection', 'close')
      done()
    })
    fastify.addHook('onResponse', (request, _reply, done) => {
      this.#answered(request)
      done()
    })
  }

  /** Resolves when all that was taken in has been answered. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#isStopping = true
    if (this.#inWork.size > 0) await new Promise<void>((resolve) => (this.#onEmpty = resolve))
    setTimeout(this.#closeAll, lingerMs).unref()
  }

  #answered(request: FastifyRequest): void {
    this.#inWork.delete(request)
    if (this.#inWork.size === 0) this.#onEmpty()
  }
}

const refuse = (request: FastifyRequest, reply: FastifyReply): void => {
  sendProblem(request, reply, problem('stopping'))
}
