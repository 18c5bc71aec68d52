import { Controller, Get, Header, Inject } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import { Runtime } from '#runtime'
import { Open } from './authentication.js'

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  @Open()
  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'health', summary: 'Máy chủ có khỏe không / Whether the server is well' })
  async get(): Promise<object> {
    return { status: 'ok', log: { position: await this.runtime.log.head() } }
  }
}
