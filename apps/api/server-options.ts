import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyHttpOptions } from 'fastify'
import { bodyLimitBytes } from './body-parser.js'
import { problem, problemBody, problemType, type ProblemCode } from './problem.js'
import { sendProblem } from './problem-filter.js'

/** Limits of a connection, and the answers to what never becomes a request with a route. */
export const serverOptions = {
  bodyLimit: bodyLimitBytes,
  // A request that is sent by halves must not hold its connection for ever; Fastify has no limit of its own.
  requestTimeout: 20_000,
  // What comes while it stops is answered by the intake, in the words of every other problem.
  return503OnClosing: false,
  http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
  clientErrorHandler: (error, socket) => answerOnSocket(socket, codeOf(error.code)),
  frameworkErrors: (_error, request, reply) => sendProblem(request, reply, problem('bad-request')),
} as const satisfies FastifyHttpOptions<Server>

const codeOf = (errorCode: string | undefined): ProblemCode => {
  if (errorCode === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request-timeout'
  return errorCode === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'bad-request'
}

/** There is no request yet that could say its language. */
const answerOnSocket = (socket: Socket, code: ProblemCode): void => {
  if (socket.destroyed || !socket.writable) return
  const found = problem(code)
  const body = JSON.stringify(problemBody(found, 'vi'))
  const head = [`HTTP/1.1 ${found.status} ${found.title.en}`, `Content-Type: ${problemType}`, 'Content-Language: vi', `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close']
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
