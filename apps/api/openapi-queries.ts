import { ApiQuery, ApiResponse } from '@nestjs/swagger'
import { problemSchema } from './openapi-schemas.js'

/** What queries have in common, for the OpenAPI document. */
export const AsksForMoment = (): MethodDecorator => (target, key, descriptor) => {
  ApiQuery({ name: 'asOf', required: false, description: 'What had occurred by the end of this day', schema: { type: 'string', format: 'date', example: '2024-06-30' } })(target, key, descriptor)
  ApiQuery({ name: 'knownAt', required: false, description: 'What had been recorded by then: an instant, a day (its end) or a position', schema: { type: 'string', example: '2024-07-15' } })(target, key, descriptor)
  AsksForPosition()(target, key, descriptor)
}

export const AsksForPosition = (): MethodDecorator =>
  ApiQuery({ name: 'minPosition', required: false, description: 'Answer from at least this position, the one that your command was answered with', schema: { type: 'integer', example: 1204 } })

export const AsksForPage = (): MethodDecorator => (target, key, descriptor) => {
  ApiQuery({ name: 'after', required: false, description: '`next` of the page before', schema: { type: 'string' } })(target, key, descriptor)
  ApiQuery({ name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } })(target, key, descriptor)
}

/** `page`: whoever asks for HTML gets a page to print. */
export const Answers = (description: string, example: object, { page = false }: { readonly page?: boolean } = {}): MethodDecorator => (target, key, descriptor) => {
  const html: Record<string, object> = page ? { 'text/html': { schema: { type: 'string' }, example: '<!doctype html>' } } : {}
  ApiResponse({ status: 200, description, content: { 'application/json': { schema: { type: 'object' }, example }, ...html } })(target, key, descriptor)
  ApiResponse({ status: '4XX', description: '400 malformed, 401, 404', content: { 'application/problem+json': { schema: problemSchema } } })(target, key, descriptor)
  ApiResponse({ status: 503, description: '`not-yet-projected`: ask again', content: { 'application/problem+json': { schema: problemSchema } } })(target, key, descriptor)
}
