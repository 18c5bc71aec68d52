import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Patch, Post, Req, Res, type BeforeApplicationShutdown } from '@nestjs/common'
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger'
import { isUUID } from 'class-validator'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '#event-log'
import { mayManageWebhooks, mayWatchWebhooks } from '#identity'
import { WebhookDeliverer, Webhooks, type WebhookView } from '#subscriptions'
import { actorOf } from './authentication.js'
import { languageOf } from './language.js'
import { localizedWebhook } from './localized-webhook.js'
import { problem, ProblemError } from './problem.js'
import { overlapMsOf, replayFromOf, webhookChangeOf, webhookRequestOf } from './webhook-requests.js'
import { AnswersNothing, AnswersSecret, AnswersWebhook, AnswersWebhooks, TakesChange, TakesId, TakesOverlap, TakesReplay, TakesWebhook } from './webhooks-openapi.js'

/** To whom events are delivered, and how that goes. */
@ApiTags('webhooks')
@ApiBearerAuth()
@Controller('webhooks')
export class WebhooksController implements BeforeApplicationShutdown {
  constructor(
    @Inject(Webhooks) private readonly webhooks: Webhooks,
    @Inject(WebhookDeliverer) private readonly deliverer: WebhookDeliverer,
  ) {}

  @Post()
  @HttpCode(201)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'register-webhook', summary: 'Đăng ký nơi nhận sự kiện / Subscribe a receiver' })
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: 'A UUID, the same when the request is sent again', schema: { type: 'string', format: 'uuid' } })
  @TakesWebhook()
  @AnswersSecret(201)
  async register(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const actor = managerOf(request)
    const key = request.headers['idempotency-key']
    if (!isUUID(key)) throw new ProblemError(problem('idempotency-key-required'))
    const { webhook, secret, repeated } = await this.webhooks.register(webhookRequestOf(body), { key: (key as string).toLowerCase(), actor })
    if (repeated) reply.status(200)
    return { webhook: shown(webhook, request), secret }
  }

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'list-webhooks', summary: 'Các nơi nhận sự kiện và tình trạng / Receivers and how their deliveries are' })
  @AnswersWebhooks()
  async list(@Req() request: FastifyRequest): Promise<object> {
    refuseUnlessWatching(request)
    return { webhooks: (await this.webhooks.list()).map((webhook) => shown(webhook, request)) }
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'webhook', summary: 'Một nơi nhận sự kiện / One receiver' })
  @TakesId()
  @AnswersWebhook()
  async get(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    refuseUnlessWatching(request)
    return shown(await this.webhooks.get(idOf(id)), request)
  }

  @Patch(':id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'change-webhook', summary: 'Đổi URL, bộ lọc hoặc ghi chú / Change address, filter or description; its place stays' })
  @TakesId()
  @TakesChange()
  @AnswersWebhook()
  async change(@Param('id') id: string, @Body() body: unknown, @Req() request: FastifyRequest): Promise<object> {
    const actor = managerOf(request)
    return shown(await this.webhooks.change(idOf(id), webhookChangeOf(body), actor), request)
  }

  @Post(':id/pause')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'pause-webhook', summary: 'Tạm dừng gửi / Pause: nothing goes out, nothing is lost' })
  @TakesId()
  @AnswersWebhook()
  async pause(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const actor = managerOf(request)
    return shown(await this.webhooks.pause(idOf(id), actor), request)
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'resume-webhook', summary: 'Gửi tiếp, thử ngay / Resume, also what has stopped or waits: it is tried at once' })
  @TakesId()
  @AnswersWebhook()
  async resume(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const actor = managerOf(request)
    return shown(await this.webhooks.resume(idOf(id), actor), request)
  }

  @Post(':id/replay')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'replay-webhook', summary: 'Gửi lại từ một vị trí / Deliver again from a position, under the same ids' })
  @TakesId()
  @TakesReplay()
  @AnswersWebhook()
  async replay(@Param('id') id: string, @Body() body: unknown, @Req() request: FastifyRequest): Promise<object> {
    const actor = managerOf(request)
    return shown(await this.webhooks.replay(idOf(id), replayFromOf(body), actor), request)
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'rotate-webhook-secret', summary: 'Đổi khóa ký; khóa cũ còn dùng một thời gian / A new secret; the old one signs too for a while' })
  @TakesId()
  @TakesOverlap()
  @AnswersSecret(200)
  async rotate(@Param('id') id: string, @Body() body: unknown, @Req() request: FastifyRequest): Promise<object> {
    const actor = managerOf(request)
    const { webhook, secret } = await this.webhooks.rotateSecret(idOf(id), { overlapMs: overlapMsOf(body), actor })
    return { webhook: shown(webhook, request), secret }
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'remove-webhook', summary: 'Xóa nơi nhận / Remove a receiver' })
  @TakesId()
  @AnswersNothing()
  async remove(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    managerOf(request)
    await this.webhooks.remove(idOf(id))
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.deliverer.stop()
  }
}

const managerOf = (request: FastifyRequest): Actor => {
  const actor = actorOf(request)
  if (!mayManageWebhooks(actor.role)) throw new ProblemError(problem('role-may-not-manage-webhooks', { facts: { role: actor.role } }))
  return actor
}

const refuseUnlessWatching = (request: FastifyRequest): void => {
  const { role } = actorOf(request)
  if (!mayWatchWebhooks(role)) throw new ProblemError(problem('role-may-not-see-webhooks', { facts: { role } }))
}

const idOf = (id: string): string => {
  if (!isUUID(id)) throw new ProblemError(problem('not-found'))
  return id.toLowerCase()
}

const shown = (webhook: WebhookView, request: FastifyRequest): object => localizedWebhook(webhook, { language: languageOf(request), seesAll: mayManageWebhooks(actorOf(request).role) })
