import type { FastifyRequest } from 'fastify'
import type { Language } from '#domain'

/** Vietnamese unless the reader prefers English (Accept-Language). */
export const languageOf = ({ headers }: Pick<FastifyRequest, 'headers'>): Language => {
  const wanted = (headers['accept-language'] ?? '').split(',').map((range) => {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find((value) => value !== undefined)
    return { language: tag.slice(0, 2), quality: quality === undefined ? 1 : Number(quality) }
  })
  const quality = (language: Language) => Math.max(0, ...wanted.filter((range) => range.language === language).map((range) => range.quality))
  return quality('en') > quality('vi') ? 'en' : 'vi'
}
