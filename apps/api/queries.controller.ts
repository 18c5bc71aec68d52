import { Controller, Get, Header, Inject, Param, Query as QueryParameters, Req, Res } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger'
import { isUUID } from 'class-validator'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { unitTag } from '#domain'
import type { UnitRef } from '#event-log'
import { FindHouseholdsQuery, GroupRosterQuery, HouseholdHistoryQuery, ListProjectsQuery, PoolQuery, ProjectFileQuery, RecoveriesQuery, Runtime } from '#runtime'
import { pageHeaders } from './history-page/document.js'
import { historyPage, unitsNamedBy } from './history-page/history-page.js'
import { variesBy, wantsPage } from './history-page/wants-page.js'
import { languageOf } from './language.js'
import { localizedText } from './localized.js'
import { Answers, AsksForMoment, AsksForPage, AsksForPosition } from './openapi-queries.js'
import { problem, ProblemError } from './problem.js'
import { momentOf, pageOf, recoveriesOf, searchOf } from './query-parameters.js'

/** Households, groups and projects, now and at any other moment. */
@ApiTags('queries')
@ApiBearerAuth()
@Controller()
export class QueriesController {
  constructor(
    @Inject(QueryBus) private readonly bus: QueryBus,
    @Inject(Runtime) private readonly runtime: Runtime,
  ) {}

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
  @Answers('Every support, contribution, obligation, recovery and passing-on, with running totals; as a page to print for who asks for HTML', { position: 1204, history: {} }, { page: true })
  async history(@Param('householdId') householdId: string, @QueryParameters() query: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const found = isUUID(householdId) ? await this.bus.execute(new HouseholdHistoryQuery(householdId.toLowerCase(), momentOf(query))) : undefined
    const history = found ?? notFound()
    const language = languageOf(request)
    reply.header('vary', variesBy)
    if (!wantsPage(request)) return localizedText(history, language)
    reply.headers(pageHeaders(language))
    return historyPage({ history, nameOfUnit: await this.#namesOf(unitsNamedBy(history)), language })
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

  async #namesOf(units: readonly UnitRef[]): Promise<(unit: UnitRef) => string> {
    const names = new Map(await Promise.all(units.map(async (unit) => [unitTag(unit), await this.runtime.unitNames.get(unit)] as const)))
    return (unit) => names.get(unitTag(unit)) ?? unit.code
  }
}

const notFound = (): never => {
  throw new ProblemError(problem('not-found'))
}
