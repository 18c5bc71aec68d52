import { TextDecoder } from 'node:util'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { problem, ProblemError } from './problem.js'

/** More than any command needs. */
export const bodyLimitBytes = 1_048_576

/** Far more than any command needs, and far less than what a recursive function can bear. */
const maxNesting = 32

/** JSON bodies only: refused are invalid UTF-8, which Fastify's own parser would silently replace, `__proto__` keys, and deep nesting. */
export const useStrictJsonBodies = (app: NestFastifyApplication): void => {
  const fastify = app.getHttpAdapter().getInstance()
  const parseJson = fastify.getDefaultJsonParser('error', 'error')
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: bodyLimitBytes }, (request, body: Buffer, done) => {
    const text = decoded(utf8, body)
    if (text === undefined) return done(new ProblemError(problem('body-not-utf8')))
    // Fastify's own parser answers by its callback.
    void parseJson(request, text, (error, value: unknown) => {
      if (error !== null) return done(new ProblemError(problem('body-not-json')))
      return isDeeperThan(value, maxNesting) ? done(new ProblemError(problem('body-too-deep'))) : done(null, value)
    })
  })
}

const decoded = (decoder: TextDecoder, bytes: Buffer): string | undefined => {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** Ends at the limit, since a megabyte of brackets would exhaust the stack. */
const isDeeperThan = (value: unknown, limit: number): boolean =>
  typeof value === 'object' && value !== null && (limit === 0 || Object.values(value).some((each) => isDeeperThan(each, limit - 1)))
