import type { FastifyRequest } from 'fastify'

/** The one route that has a page. */
const pageRoute = '/households/:householdId/history'

/** What varies an answer of that route. */
export const variesBy = 'accept, accept-language'

/** Whether the request is for a history and its sender named HTML, and wants it more than JSON. */
export const wantsPage = ({ routeOptions, headers }: Pick<FastifyRequest, 'routeOptions' | 'headers'>): boolean => routeOptions.url === pageRoute && prefersHtml(headers.accept)

interface Range {
  readonly type: string
  readonly quality: number
}

/** Where both are wanted alike, JSON: it is the default, and HTML is only for who asks for it by name. */
export const prefersHtml = (accept = ''): boolean => {
  const ranges = accept.split(',').map(rangeOf)
  const find = (type: string) => ranges.find((range) => range.type === type)
  const page = find('text/html')?.quality ?? 0
  const named = find('application/json')
  if (named !== undefined) return page > named.quality
  return page > 0 && page >= ((find('application/*') ?? find('*/*'))?.quality ?? 0)
}

const rangeOf = (text: string): Range => {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return { type, quality: quality === undefined ? 1 : Number(quality) || 0 }
}
