import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { FastifyInstance } from 'fastify'
import { Intake } from './intake.js'

describe('whoever waits for an answer', () => {
  let server: FastifyInstance
  let url: string
  let letGo: () => void
  let intake: Intake
  beforeEach(async () => {
    server = new FastifyAdapter().getInstance()
    intake = new Intake()
    intake.watch(server, 200)
    const hanging = new Promise<void>((resolve) => (letGo = resolve))
    const answer = async () => {
      await hanging
      return { isLate: true }
    }
    server.get('/hangs', answer)
    server.post('/hangs', answer)
    server.get('/answers', async () => ({ isWell: true }))
    server.get('/streams', (_request, reply) => {
      reply.hijack()
      reply.raw.writeHead(200).write('first')
      setTimeout(() => reply.raw.end(' last'), 600)
    })
    url = await server.listen({ port: 0, host: '127.0.0.1' })
  })
  afterEach(() => server.close())

  it('is told after a while that nothing could be read, with when to come again', async () => {
    const answer = await fetch(`${url}/hangs`)
    expect([answer.status, (await answer.json() as { code: string }).code]).toEqual([503, 'unavailable'])
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('is told of a command that it may have been stored', async () => {
    const answer = await fetch(`${url}/hangs`, { method: 'POST' })
    expect([answer.status, (await answer.json() as { code: string }).code]).toEqual([503, 'outcome-unknown'])
  })

  it('gets one answer, also where the work ends after all', async () => {
    const answer = await fetch(`${url}/hangs`)
    letGo()
    await wait(50)
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toContain('isLate')
    expect(await (await fetch(`${url}/answers`)).json()).toEqual({ isWell: true })
  })

  it('is not cut off while a stream goes on', async () => {
    expect(await (await fetch(`${url}/streams`)).text()).toBe('first last')
  })

  it.each(['hangs', 'streams'])('holds nobody up who stops the server once they have hung up (%s)', async (path) => {
    const hangingUp = new AbortController()
    const asking = fetch(`${url}/${path}`, { signal: hangingUp.signal }).then((answer) => answer.text())
    await wait(50)
    hangingUp.abort()
    await expect(asking).rejects.toThrow('aborted')
    expect(await Promise.race([intake.beforeApplicationShutdown().then(() => 'stopped'), wait(2_000, 'held up')])).toBe('stopped')
  })
})
