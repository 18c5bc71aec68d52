import { Controller, Get, Header, Inject, Param, Query as QueryParameters, Req } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger'
import { isUUID } from 'class-validator'
import type { FastifyRequest } from 'fastify'
import { FindHouseholdsQuery, GroupRosterQuery, HouseholdHistoryQuery, ListProjectsQuery, PoolQuery, ProjectFileQuery, RecoveriesQuery } from '#runtime'
import { languageOf } from './language.js'
import { localizedText } from './localized.js'
import { problemSchema } from './openapi-schemas.js'
import { problem, ProblemError } from './problem.js'
import { momentOf, pageOf, recoveriesOf, searchOf } from './query-parameters.js'

const AsksForMoment = (): MethodDecorator => (target, key, descriptor) => {
  ApiQuery({ name: 'asOf', required: false, description: 'What had occurred by the end of this day', schema: { type: 'string', format: 'date', example: '2024-06-30' } })(target, key, descriptor)
  ApiQuery({ name: 'knownAt', required: false, description: 'What had been recorded by then: an instant, a day (its end) or a position', schema: { type: 'string', example: '2024-07-15' } })(target, key, descriptor)
  AsksForPosition()(target, key, descriptor)
}

const AsksForPosition = (): MethodDecorator =>
  ApiQuery({ name: 'minPosition', required: false, description: 'Answer from at least this position, the one that your command was answered with', schema: { type: 'integer', example: 1204 } })

const AsksForPage = (): MethodDecorator => (target, key, descriptor) => {
  ApiQuery({ name: 'after', required: false, description: '`next` of the page before', schema: { type: 'string' } })(target, key, descriptor)
  ApiQuery({ name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } })(target, key, descriptor)
}

const Answers = (description: string, example: object): MethodDecorator => (target, key, descriptor) => {
  ApiResponse({ status: 200, description, content: { 'application/json': { schema: { type: 'object' }, example } } })(target, key, descriptor)
  ApiResponse({ status: '4XX', description: '400 malformed, 401, 404', content: { 'application/problem+json': { schema: problemSchema } } })(target, key, descriptor)
  ApiResponse({ status: 503, description: '`not-yet-projected`: ask again', content: { 'application/problem+json': { schema: problemSchema } } })(target, key, descriptor)
}

/** Households, groups and projects, now and at any other moment. */
@ApiTags('queries')
@ApiBearerAuth()
@Controller()
export class QueriesController {
  constructor(@Inject(QueryBus) private readonly bus: QueryBus) {}

  @Get('households')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'find-households', summary: 'Tìm hộ theo tên, thôn xóm, đơn vị hoặc số định danh / Find households by name, village, unit or citizen number' })
  @ApiQuery({ name: 'q', required: false, description: 'A name, diacritics or not, or a citizen number', schema: { type: 'string', example: 'nguyen thi hoa' } })
  @ApiQuery({ name: 'village', required: false, schema: { type: 'string', example: 'thinh duc' } })
  @ApiQuery({ name: 'unit', required: false, schema: { type: 'string', example: 'vn-2025/05551' } })
  @AsksForPage()
  @AsksForPosition()
  @Answers('A page in the order of names', { households: [{ householdId: '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a', headName: 'Triệu Thị Sính', village: 'Xóm Thịnh Đức', unit: { codeSet: 'vn-2025', code: '05551' }, unitName: 'Xã Văn Hán', matched: [] }] })
  find(@QueryParameters() query: unknown): Promise<object> {
    return this.bus.execute(new FindHouseholdsQuery(searchOf(query)))
  }

  @Get('households/:householdId/history')
  @Header('cache-control', 'no-store')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOperation({ operationId: 'household-history', summary: 'Lịch sử hỗ trợ của một hộ / The support history of a household' })
  @ApiParam({ name: 'householdId', schema: { type: 'string', format: 'uuid' } })
  @AsksForMoment()
  @Answers('Every support, contribution, obligation, recovery and passing-on, with running totals', { position: 1204, history: {} })
  async history(@Param('householdId') householdId: string, @QueryParameters() query: unknown, @Req() request: FastifyRequest): Promise<string> {
    const found = isUUID(householdId) ? await this.bus.execute(new HouseholdHistoryQuery(householdId.toLowerCase(), momentOf(query))) : undefined
    return localizedText(found ?? notFound(), languageOf(request))
  }

  @Get('groups/:groupId')
  @Header('cache-control', 'no-store')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOperation({ operationId: 'group-roster', summary: 'Danh sách thành viên của nhóm / The roster of a group' })
  @ApiParam({ name: 'groupId', schema: { type: 'string', format: 'uuid' } })
  @AsksForMoment()
  @Answers('Members with the days on which they joined and left, leader, agreed rules and projects', { position: 1204, members: [] })
  async group(@Param('groupId') groupId: string, @QueryParameters() query: unknown, @Req() request: FastifyRequest): Promise<string> {
    const found = isUUID(groupId) ? await this.bus.execute(new GroupRosterQuery(groupId.toLowerCase(), momentOf(query))) : undefined
    return localizedText(found ?? notFound(), languageOf(request))
  }

  @Get('projects')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'list-projects', summary: 'Danh sách dự án / Projects' })
  @AsksForPage()
  @AsksForPosition()
  @Answers('A page in the order of ids', { projects: [] })
  projects(@QueryParameters() query: unknown): Promise<object> {
    return this.bus.execute(new ListProjectsQuery(pageOf(query)))
  }

  @Get('projects/:projectId')
  @Header('cache-control', 'no-store')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOperation({ operationId: 'project-file', summary: 'Hồ sơ dự án / The file of a project' })
  @ApiParam({ name: 'projectId', schema: { type: 'string', format: 'uuid' } })
  @AsksForMoment()
  @Answers('Stages, budget, beneficiaries, contributions, support, obligations, recoveries and pool', { position: 1204, file: {} })
  async project(@Param('projectId') projectId: string, @QueryParameters() query: unknown, @Req() request: FastifyRequest): Promise<string> {
    const found = isUUID(projectId) ? await this.bus.execute(new ProjectFileQuery(projectId.toLowerCase(), momentOf(query))) : undefined
    return localizedText(found ?? notFound(), languageOf(request))
  }

  @Get('projects/:projectId/pool')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'project-pool', summary: 'Quỹ quay vòng và các hộ chờ nhận luân chuyển / The rotation pool and who is next' })
  @ApiParam({ name: 'projectId', schema: { type: 'string', format: 'uuid' } })
  @AsksForMoment()
  @Answers('Received, passed on, surplus and held, in đồng and animals; the ranking in force, who is selected, and the rounds', { position: 1204, received: { dong: 4_000_000, animals: { cow: 1 } }, queue: {}, rounds: [] })
  async pool(@Param('projectId') projectId: string, @QueryParameters() query: unknown): Promise<object> {
    const found = isUUID(projectId) ? await this.bus.execute(new PoolQuery(projectId.toLowerCase(), momentOf(query))) : undefined
    return found ?? notFound()
  }

  @Get('recoveries')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'recoveries', summary: 'Lịch thu hồi: đến hạn, đã thu, còn lại, quá hạn / What falls due, was received, is outstanding and late' })
  @ApiQuery({ name: 'from', required: false, description: 'First day on which something falls due', schema: { type: 'string', format: 'date', example: '2026-01-01' } })
  @ApiQuery({ name: 'to', required: false, description: 'Last day on which something falls due', schema: { type: 'string', format: 'date', example: '2026-12-31' } })
  @ApiQuery({ name: 'unit', required: false, schema: { type: 'string', example: 'vn-2025/05551' } })
  @ApiQuery({ name: 'project', required: false, schema: { type: 'string', format: 'uuid' } })
  @ApiQuery({ name: 'late', required: false, description: 'Only what is late on the day', schema: { type: 'string', enum: ['true', 'false'] } })
  @AsksForMoment()
  @Answers('Row by row, and summed in all, by unit, project and household; đồng and animals are never added up', { position: 1204, day: '2026-06-30', totals: {}, byUnit: [], byProject: [], byHousehold: [], rows: [] })
  recoveries(@QueryParameters() query: unknown): Promise<object> {
    const { asked, moment } = recoveriesOf(query)
    return this.bus.execute(new RecoveriesQuery(asked, moment))
  }
}

const notFound = (): never => {
  throw new ProblemError(problem('not-found'))
}
