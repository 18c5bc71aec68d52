import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { throwError, timeout, type Observable } from 'rxjs'
import { problem, ProblemError } from './problem.js'

/** Each store has bounds of its own; this is for a request that runs into several of them, one after another. */
const answerWithinMs = 20_000

/** Nobody waits longer, whatever hangs: a command may still be stored then, a query has nothing to store. */
@Injectable()
export class AnswerInTime implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method } = context.switchToHttp().getRequest<FastifyRequest>()
    const tooLate = () => throwError(() => new ProblemError(problem(method === 'POST' ? 'outcome-unknown' : 'unavailable')))
    return next.handle().pipe(timeout({ first: answerWithinMs, with: tooLate }))
  }
}
