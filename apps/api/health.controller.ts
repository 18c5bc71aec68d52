import { Controller, Get, Header, Inject, Res } from '@nestjs/common'
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { Health, Runtime } from '#runtime'
import { Open } from './authentication.js'

@ApiTags('health')
@Controller('health')
export class HealthController {
  readonly #health: Health

  constructor(@Inject(Runtime) runtime: Runtime) {
    this.#health = new Health(runtime)
  }

  @Open()
  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'health', summary: 'Máy chủ có khỏe không / Whether the server is well' })
  @ApiResponse({ status: 200, description: 'Well', content: { 'application/json': { schema: { type: 'object' }, example: { status: 'ok', log: { position: 1204 }, readModels: [] } } } })
  @ApiResponse({ status: 503, description: 'Something is stopped, stalled or out of reach: the body says what' })
  async get(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const report = await this.#health.report()
    if (report.status !== 'ok') reply.status(503)
    return report
  }
}
