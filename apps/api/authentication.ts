import { Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '#event-log'
import { Tokens, type Grant } from '#identity'
import { problem, ProblemError } from './problem.js'

const openRoute = 'sinhke:open'

/** A route that needs no token. */
export const Open = () => SetMetadata(openRoute, true)

const grants = new WeakMap<object, Grant>()

/** Who sent an authenticated request. */
export const actorOf = (request: FastifyRequest): Actor => grantOf(request).actor

/** Who sent it, and until when its token holds. */
export const grantOf = (request: FastifyRequest): Grant => grants.get(request) ?? unauthenticated()

/** Every route needs a token, except those marked `Open`. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Tokens) private readonly tokens: Tokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean | undefined>(openRoute, [context.getHandler(), context.getClass()])) return true
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(request.headers.authorization ?? '')?.[1]
    const grant = token === undefined ? undefined : await this.tokens.findGrant(token)
    grants.set(request, grant ?? unauthenticated())
    return true
  }
}

const unauthenticated = (): never => {
  throw new ProblemError(problem('unauthenticated'))
}
