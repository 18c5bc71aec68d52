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
    fastify.addHook('onRequest', async (request, reply) => this.#refuseIfStopping(request, reply))
    // Its body may have been on the way for a while.
    fastify.addHook('preHandler', async (request, reply) => this.#refuseIfStopping(request, reply) ?? void this.#inWork.add(request))
    fastify.addHook('onSend', async (_request, reply) => void (this.#isStopping && reply.header('connection', 'close')))
    fastify.addHook('onResponse', async (request) => this.#answered(request))
  }

  /** Resolves when all that was taken in has been answered. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#isStopping = true
    if (this.#inWork.size > 0) await new Promise<void>((resolve) => (this.#onEmpty = resolve))
    setTimeout(this.#closeAll, lingerMs).unref()
  }

  #refuseIfStopping(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    if (!this.#isStopping) return undefined
    sendProblem(request, reply, problem('stopping'))
    return reply
  }

  #answered(request: FastifyRequest): void {
    this.#inWork.delete(request)
    if (this.#inWork.size === 0) this.#onEmpty()
  }
}
