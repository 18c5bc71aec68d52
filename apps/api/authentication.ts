import { Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '#event-log'
import { Tokens } from '#identity'
import { problem, ProblemError } from './problem.js'

const openRoute = 'sinhke:open'

/** A route that needs no token. */
export const Open = () => SetMetadata(openRoute, true)

const actors = new WeakMap<object, Actor>()

/** Who sent an authenticated request. */
export const actorOf = (request: FastifyRequest): Actor => actors.get(request) ?? unauthenticated()

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
    const actor = token === undefined ? undefined : await this.tokens.findActor(token)
    actors.set(request, actor ?? unauthenticated())
    return true
  }
}

const unauthenticated = (): never => {
  throw new ProblemError(problem('unauthenticated'))
}
