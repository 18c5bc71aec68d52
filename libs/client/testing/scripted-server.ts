import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FeedEvent } from '../index.js'

export interface Request {
  readonly path: string
  readonly after: number
  readonly lastEventId: string | undefined
  readonly isStream: boolean
}

/** What the server does with a request. */
export type Answer = (response: ServerResponse, request: Request) => void

/** Test support: a server that does what a real one does only when it or the network is ill, one request after the other; the last answer stays. */
export const scriptedServer = async (...answers: readonly Answer[]) => {
  const requests: Request[] = []
  const server = createServer((message, response) => {
    const request = requestOf(message)
    requests.push(request)
    response.on('error', () => undefined)
    answers[Math.min(requests.length, answers.length) - 1]?.(response, request)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

const requestOf = ({ url = '', headers }: IncomingMessage): Request => {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const last = headers['last-event-id']
  return { path: pathname, after: Number(searchParams.get('after')), lastEventId: typeof last === 'string' ? last : undefined, isStream: headers.accept === 'text/event-stream' }
}

export const eventAt = (position: number, incarnation = 'one', more: Partial<FeedEvent> = {}): FeedEvent => ({
  specversion: '1.0', id: `id-${position}`, source: 'urn:sinhke:log:one', type: 'vn.sinhke.project-started.v1', subject: 'project:p', time: '2024-03-08T02:11:45.120Z', datacontenttype: 'application/json',
  dataschema: 'urn:sinhke:event:project-started.v1', sequence: String(position).padStart(19, '0'), incarnation, ...more,
  data: { position, occurredOn: '2024-03-06', unit: { codeSet: 'vn-2025', code: '1' }, entrySource: 'app', actor: { id: 'a', role: 'officer' }, tags: ['project:p'], correlationId: 'c', commandId: 'c', payload: { projectId: 'p' } },
})

export const frame = (event: FeedEvent): string => `id: ${event.incarnation}.${event.data.position}\nevent: project-started\ndata: ${JSON.stringify(event)}\n\n`
export const heartbeat = (position: number, incarnation = 'one'): string => `: \nid: ${incarnation}.${position}\n\n`

/** Sends a stream's text and ends it, or holds it open. */
export const stream = (text: string, { holds = false }: { holds?: boolean } = {}): Answer => (response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).write(text)
  if (!holds) response.end()
}

export const page = (events: readonly FeedEvent[], { next, head, incarnation = 'one' }: { next: number; head: number; incarnation?: string }): Answer => (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ events, next, head, incarnation }))
}

export const problem = (status: number, code: string, { facts = {}, headers = {} }: { facts?: object; headers?: Readonly<Record<string, string>> } = {}): Answer => (response) => {
  response.writeHead(status, { 'content-type': 'application/problem+json', ...headers }).end(JSON.stringify({ type: `urn:sinhke:problem:${code}`, title: code, status, code, facts }))
}
