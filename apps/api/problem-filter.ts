import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ClockOff, CommandIdReused, Conflict, InvalidCommit, LogMoved, LogUnavailable, OutcomeUnknown } from '#event-log'
import { CommandRefused } from '#commands'
import { MalformedCommand, type Bilingual } from '#domain'
import { NoSuchBoardFilter, PositionNotReached, ViewsUnavailable } from '#read-models'
import { BeyondLog, DeliveryStoreUnavailable, LogReplaced, NoSuchWebhook, ReceiverRefused, TooManyReaders, TooManyWebhooks } from '#subscriptions'
import { InvalidCursor, VaultUnavailable } from '#vault'
import { pageHeaders } from './history-page/document.js'
import { problemPage } from './history-page/problem-page.js'
import { variesBy, wantsPage } from './history-page/wants-page.js'
import { languageOf } from './language.js'
import { problem, problemBody, ProblemError, problemType, type Problem } from './problem.js'

/** The one place where errors become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('problem')

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    const request = http.getRequest<FastifyRequest>()
    const reply = http.getResponse<FastifyReply>()
    const found = problemOf(error, request.method)
    // A bug's stack goes to the log of the server; its text, which may hold data, not to the caller.
    if (found.status === 500) this.#logger.error(error instanceof Error ? error.stack : String(error))
    const methods = found.status === 404 ? methodsOf(request) : []
    sendProblem(request, methods.length === 0 ? reply : reply.header('allow', methods.join(', ')), methods.length === 0 ? found : problem('method-not-allowed'))
  }
}

/** The methods that the path of a request has; none where the path holds a parameter or is unknown. */
const methodsOf = ({ server, url }: FastifyRequest): string[] => {
  const path = url.split('?', 1)[0] ?? ''
  return server.supportedMethods.filter((method) => server.hasRoute({ url: path, method }))
}

export const sendProblem = (request: FastifyRequest, reply: FastifyReply, found: Problem): void => {
  if (found.retryAfterSeconds !== undefined) reply.header('retry-after', found.retryAfterSeconds)
  if (found.status === 401) reply.header('www-authenticate', 'Bearer')
  const language = languageOf(request)
  reply.status(found.status)
  if (wantsPage(request)) return void reply.headers(pageHeaders(language)).header('vary', variesBy).send(problemPage(found, language))
  reply.header('content-type', problemType).header('content-language', language).send(JSON.stringify(problemBody(found, language)))
}

const notOurCursor = { vi: 'không phải dấu trang của lần tìm này', en: "is no page mark of this query" }

const notRegistered = { vi: 'không có trong danh mục', en: 'is not registered' }

const problemOf = (error: unknown, method: string): Problem => {
  if (error instanceof ProblemError) return error.problem
  if (error instanceof CommandRefused) {
    const { code, facts, message } = error.refusal
    return { status: 422, code, title: { vi: 'Lệnh bị từ chối theo quy tắc', en: 'The command was refused by a rule' }, detail: message, facts }
  }
  if (error instanceof MalformedCommand) return problem('malformed-command', { errors: error.errors })
  if (error instanceof PositionNotReached) return problem('not-yet-projected', { facts: { minPosition: error.minPosition, head: error.head } })
  if (error instanceof InvalidCursor) return problem('malformed-query', { errors: [{ field: 'after', message: notOurCursor }] })
  if (error instanceof NoSuchBoardFilter) return problem('malformed-query', { errors: [{ field: error.field, message: notRegistered }] })
  if (error instanceof LogReplaced) return problem('log-replaced', { facts: { incarnation: error.incarnation } })
  if (error instanceof BeyondLog) return problem('beyond-log', { facts: { after: error.after, head: error.head, incarnation: error.incarnation } })
  if (error instanceof TooManyReaders) return problem('too-many-readers')
  if (error instanceof Conflict) return problem('conflict')
  if (error instanceof CommandIdReused) return problem('idempotency-key-reused')
  if (error instanceof OutcomeUnknown) return problem('outcome-unknown')
  if (error instanceof LogMoved) return problem('log-moved', { detail: movedTo(error.successor), facts: { successor: error.successor } })
  if (error instanceof LogUnavailable || error instanceof ClockOff || error instanceof VaultUnavailable || error instanceof ViewsUnavailable) return problem('unavailable')
  if (error instanceof InvalidCommit) return problem('bad-request', { detail: { vi: error.message, en: error.message } })
  return problemOfWebhooks(error, method) ?? problemOfFramework(error)
}

const problemOfWebhooks = (error: unknown, method: string): Problem | undefined => {
  if (error instanceof NoSuchWebhook) return problem('not-found')
  if (error instanceof TooManyWebhooks) return problem('too-many-webhooks')
  if (error instanceof ReceiverRefused) return problem('malformed-command', { errors: [{ field: 'url', message: error.words }] })
  if (error instanceof DeliveryStoreUnavailable) return problem(method === 'GET' ? 'unavailable' : 'outcome-unknown')
  return undefined
}

const movedTo = (successor: string): Bilingual => ({ vi: `Sổ nay ở ${successor}; lệnh này chưa được lưu.`, en: `The log is now at ${successor}; this command was not stored.` })

/** What Fastify and Nest throw by themselves, by its status. */
const problemOfFramework = (error: unknown): Problem => {
  const status = error instanceof HttpException ? error.getStatus() : statusCodeOf(error)
  if (status === 404) return problem('not-found')
  if (status === 405) return problem('method-not-allowed')
  if (status === 413) return problem('body-too-large')
  if (status === 415) return problem('not-json')
  if (status !== undefined && status >= 400 && status < 500) return problem('bad-request')
  return problem('internal')
}

const statusCodeOf = (error: unknown): number | undefined => {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined
  return typeof error.statusCode === 'number' ? error.statusCode : undefined
}
