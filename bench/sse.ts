import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { v4 } from 'uuid'
import { Runtime } from '#runtime'
import { startServer, type ServerProcess } from './server-process.js'

const commands = 500

export interface FeedWorld {
  readonly server: ServerProcess
  readonly token: string
  close(): Promise<void>
}

/** A server on an empty log. */
export const openFeedWorld = async (): Promise<FeedWorld> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sinhke-bench-feed-'))
  const runtime = await Runtime.open({ dataDir })
  const { token } = await runtime.tokens.issue({ name: 'Đo tốc độ', role: 'officer', validDays: 1 })
  await runtime.close()
  const server = await startServer('../apps/api/main.js', { DATA_DIR: dataDir })
  return {
    server, token,
    close: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true })
    },
  }
}

export const openEventStream = async ({ server, token }: FeedWorld): Promise<IncomingMessage> => {
  const request = get(`${server.url}/events`, { agent: false, headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` } })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  if (response.statusCode !== 200) throw new Error(`the stream was refused: ${response.statusCode}`)
  return response
}

/** 99th percentiles, in ms since a command was sent. */
export interface FeedLatency {
  /** Until its event is read from a stream. */
  readonly readMs: number
  /** Until it is answered. */
  readonly answeredMs: number
}

/** Sends commands one at a time to a server that has a reader. */
export const measureFeedLatency = async (world: FeedWorld): Promise<FeedLatency> => {
  const readAt = new Map<number, number>()
  const stream = await openEventStream(world)
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    const whole = text.lastIndexOf('\n\n')
    for (const [, position] of text.slice(0, whole + 1).matchAll(/^id: [\w-]+\.(\d+)\nevent: /gm)) readAt.set(Number(position), performance.now())
    text = text.slice(whole + 1)
  })
  const times: { readMs: number; answeredMs: number }[] = []
  for (let index = 0; index < commands; index += 1) {
    const sentAt = performance.now()
    const position = await openProgramme(world)
    const answeredMs = performance.now() - sentAt
    while (!readAt.has(position)) await setTimeout(0)
    times.push({ readMs: (readAt.get(position) ?? 0) - sentAt, answeredMs })
  }
  stream.destroy()
  return { readMs: p99(times.map(({ readMs }) => readMs)), answeredMs: p99(times.map(({ answeredMs }) => answeredMs)) }
}

/** Records a programme; the position of its event. */
const openProgramme = async ({ server, token }: FeedWorld): Promise<number> => {
  const body = {
    occurredOn: '2022-01-18', paper: { number: `QĐ-${v4()}`, date: '2022-01-18', issuer: 'Thủ tướng Chính phủ' }, unit: { codeSet: 'vn-2025', code: '19' },
    code: v4(), name: 'Giảm nghèo bền vững', opensOn: '2021-01-01',
  }
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': v4() }
  const answer = await fetch(`${server.url}/commands/open-programme`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (answer.status !== 201) throw new Error(await answer.text())
  return ((await answer.json()) as { position: number }).position
}

const p99 = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length * 0.99)] ?? Infinity
