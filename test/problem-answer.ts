import { expect } from '@jest/globals'
import type { Answer } from './api-process.js'

/** Every error is told the same way: to machines by its code, to people by its title. */
export const expectProblem = (answer: Answer, status: number, code: string): void => {
  expect({ status: answer.status, code: answer.body?.['code'], text: answer.text }).toEqual({ status, code, text: answer.text })
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(answer.body).toMatchObject({ status, code, type: `urn:sinhke:problem:${code}`, title: expect.any(String) })
  expect(answer.text).not.toMatch(/node_modules|\bat .+\.js:\d+/)
}

/** The fields that a malformed command was told of, sorted. */
export const wrongFields = ({ body }: Answer): string[] =>
  ((body?.['errors'] ?? []) as readonly { readonly field: string }[]).map(({ field }) => field).sort()
