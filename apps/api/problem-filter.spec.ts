import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Controller, Get, Module, Param } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { ClockOff, CommandIdReused, Conflict, LogMoved, LogUnavailable, OutcomeUnknown } from '#event-log'
import { PositionNotReached, ViewsUnavailable } from '#read-models'
import { VaultUnavailable } from '#vault'
import { ProblemFilter } from './problem-filter.js'

const errors: Readonly<Record<string, Error>> = {
  conflict: new Conflict('allocation:1'),
  reused: new CommandIdReused('1'),
  unavailable: new LogUnavailable('the disk is full'),
  clock: new ClockOff('behind'),
  views: new ViewsUnavailable('no primary'),
  vault: new VaultUnavailable('no primary'),
  moved: new LogMoved('kho.example/sinhke'),
  unknown: new OutcomeUnknown('the writer fell silent'),
  behind: new PositionNotReached(9, 3),
  bug: new Error('Nguyễn Thị Hoà'),
}

@Controller()
class ThrowingController {
  @Get(':name')
  get(@Param('name') name: string): void {
    throw errors[name] as Error
  }
}

@Module({ controllers: [ThrowingController] })
class ThrowingModule {}

describe('an error as the caller sees it', () => {
  let app: NestFastifyApplication
  let url = ''
  beforeAll(async () => {
    app = await NestFactory.create<NestFastifyApplication>(ThrowingModule, new FastifyAdapter(), { logger: false })
    app.useGlobalFilters(new ProblemFilter())
    await app.listen(0, '127.0.0.1')
    url = await app.getUrl()
  })
  afterAll(() => app.close())

  it.each([
    ['conflict', 409, 'conflict', null],
    ['reused', 409, 'idempotency-key-reused', null],
    ['unavailable', 503, 'unavailable', '2'],
    ['clock', 503, 'unavailable', '2'],
    ['views', 503, 'unavailable', '2'],
    ['vault', 503, 'unavailable', '2'],
    ['moved', 503, 'log-moved', '60'],
    ['unknown', 503, 'outcome-unknown', '1'],
    ['behind', 503, 'not-yet-projected', '1'],
    ['bug', 500, 'internal', null],
  ])('tells %s by a status and a code of its own', async (name, status, code, retryAfter) => {
    const response = await fetch(`${url}/${name}`, { headers: { 'accept-language': 'en' } })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(response.headers.get('retry-after')).toBe(retryAfter)
    const body = (await response.json()) as Record<string, unknown>
    expect(body).toMatchObject({ code, status, type: `urn:sinhke:problem:${code}` })
    if (name === 'moved') expect(body).toMatchObject({ facts: { successor: 'kho.example/sinhke' }, detail: expect.stringContaining('kho.example/sinhke') })
    // What a bug's text holds may be somebody's data.
    expect(JSON.stringify(body)).not.toContain('Nguyễn')
  })
})
