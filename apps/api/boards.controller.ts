import { Controller, Get, Header, Inject, Query as QueryParameters, Req } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger'
import type { FastifyRequest } from 'fastify'
import { projectModes } from '#domain/programme/rules'
import { boardGroupings } from '#read-models'
import { ProjectBoardQuery } from '#runtime'
import { languageOf } from './language.js'
import { localizedBoard } from './localized.js'
import { Answers, AsksForMoment } from './openapi-queries.js'
import { boardOf } from './query-parameters.js'

const oldest = { projectId: '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a', name: 'Chăn nuôi bò sinh sản xóm Thịnh Đức', since: '2023-10-30', ageDays: 244 }
const sums = { projects: 12, amountDong: 1_380_000_000, stages: [{ stage: 'approved', projects: 12, amountDong: 1_380_000_000, oldest }] }
const example = {
  day: '2024-06-30', groupBy: 'unit', groups: [{ key: 'vn-2004/169', name: 'Huyện Đồng Hỷ', ...sums }], totals: sums, position: 1204, computedFrom: 'stored', tookMs: 9,
}

/** Counts over all projects, now and at any other moment. */
@ApiTags('queries')
@ApiBearerAuth()
@Controller('boards')
export class BoardsController {
  constructor(@Inject(QueryBus) private readonly bus: QueryBus) {}

  @Get('projects')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'project-board', summary: 'Bảng theo dõi dự án theo giai đoạn / Projects, đồng and the oldest age by stage' })
  @AsksForMoment()
  @ApiQuery({ name: 'groupBy', required: false, description: 'What the rows are. By unit: those just below `unit`, or the highest, each with everything below it', schema: { type: 'string', enum: [...boardGroupings], default: 'none', example: 'unit' } })
  @ApiQuery({ name: 'unit', required: false, description: 'Only this unit with everything below it', schema: { type: 'string', example: 'vn-2004/19' } })
  @ApiQuery({ name: 'mode', required: false, schema: { type: 'string', enum: [...projectModes], example: 'community' } })
  @ApiQuery({ name: 'programme', required: false, description: "A programme's code or id", schema: { type: 'string', example: 'MTQG-GNBV' } })
  @Answers('Rows whose sums are the totals; `computedFrom` is `log` for what was known at an earlier moment, which may take seconds', example)
  async projects(@QueryParameters() query: unknown, @Req() request: FastifyRequest): Promise<object> {
    return localizedBoard(await this.bus.execute(new ProjectBoardQuery(boardOf(query))), languageOf(request))
  }
}
