import { z } from 'zod'
import { isDay, type FieldError } from '#domain'
import { projectModes } from '#domain/programme/rules'
import { boardGroupings } from '#read-models'
import type { HouseholdSearch, Moment } from '#runtime'
import { problem, ProblemError } from './problem.js'

const day = z.string().refine(isDay, { error: 'day' })
const wholeNumber = z.string().regex(/^\d{1,15}$/, { error: 'number' }).transform(Number)
const instant = z.iso.datetime({ offset: true, error: 'knownAt' }).transform((text) => new Date(text).toISOString())
const knownAt = z.union([day, wholeNumber, instant], { error: 'knownAt' })
const limit = z.string().regex(/^\d{1,3}$/, { error: 'limit' }).transform(Number).pipe(z.number().min(1, { error: 'limit' }).max(200, { error: 'limit' })).default(50)
const text = z.string({ error: 'text' }).min(1, { error: 'text' }).max(200, { error: 'text' }).refine((value) => !/\p{Cc}/u.test(value), { error: 'text' })
const unit = z.string().regex(/^[^/]{1,40}\/[^/]{1,20}$/, { error: 'unit' }).transform((value) => {
  const [codeSet = '', code = ''] = value.split('/')
  return { codeSet, code }
})

const moment = z.strictObject({ asOf: day.optional(), knownAt: knownAt.optional(), minPosition: wholeNumber.optional() })
const search = z.strictObject({ q: text.optional(), village: text.optional(), unit: unit.optional(), after: z.string().max(2_000).optional(), limit, minPosition: wholeNumber.optional() })
const page = z.strictObject({ after: z.string().max(200).optional(), limit, minPosition: wholeNumber.optional() })

const board = moment.extend({ groupBy: z.enum(boardGroupings, { error: 'groupBy' }).default('none'), unit: unit.optional(), mode: z.enum(projectModes, { error: 'mode' }).optional(), programme: text.optional() })
const uuid = z.uuid({ error: 'uuid' }).transform((id) => id.toLowerCase())
const recoveries = moment.extend({ from: day.optional(), to: day.optional(), unit: unit.optional(), project: uuid.optional(), late: z.enum(['true', 'false'], { error: 'flag' }).optional() })

const expected: Readonly<Record<string, FieldError['message']>> = {
  day: { vi: 'phải là một ngày có thật, dạng YYYY-MM-DD', en: 'must be a day that exists, as YYYY-MM-DD' },
  number: { vi: 'phải là số nguyên không âm', en: 'must be a whole number, not negative' },
  knownAt: { vi: 'phải là ngày, thời điểm ISO 8601 hoặc vị trí trong sổ', en: 'must be a day, an ISO 8601 instant, or a position' },
  limit: { vi: 'phải là số nguyên từ 1 đến 200', en: 'must be a whole number from 1 to 200' },
  text: { vi: 'phải là một dòng chữ dài 1–200 ký tự', en: 'must be one line of text of 1–200 characters' },
  uuid: { vi: 'phải là một mã UUID', en: 'must be a UUID' },
  flag: { vi: 'phải là true hoặc false', en: 'must be true or false' },
  unit: { vi: 'phải có dạng bộ-mã/mã, ví dụ vn-2025/05551', en: 'must be code-set/code, e.g. vn-2025/05551' },
  incarnation: { vi: 'phải là mã của sổ (incarnation) đã nhận trước đó', en: 'must be the incarnation that you were given' },
  lastEventId: { vi: 'phải là id của sự kiện nhận cuối cùng, dạng mã-sổ.vị-trí', en: 'must be the id of the last event that you got, as incarnation.position' },
  eventType: { vi: 'không có loại sự kiện này', en: 'is no type of event' },
  tag: { vi: 'phải có dạng loại:mã, ví dụ project:…', en: 'must be kind:id, e.g. project:…' },
  repeated: { vi: 'được lặp lại nhiều nhất 100 lần', en: 'may be repeated 100 times at most' },
  pageLimit: { vi: 'phải là số nguyên từ 1 đến 1000', en: 'must be a whole number from 1 to 1000' },
  url: { vi: 'phải là một URL đầy đủ, ví dụ https://thongke.example.vn/su-kien', en: 'must be a whole URL, e.g. https://thongke.example.vn/events' },
  from: { vi: 'phải là một vị trí trong sổ hoặc "now"', en: 'must be a position or "now"' },
  atLeastOne: { vi: 'phải có ít nhất một và nhiều nhất 100', en: 'must hold at least one and at most 100' },
  unitRef: { vi: 'phải có codeSet và code, ví dụ {"codeSet":"vn-2025","code":"05551"}', en: 'must have codeSet and code, e.g. {"codeSet":"vn-2025","code":"05551"}' },
  overlapHours: { vi: 'phải là số giờ nguyên từ 0 đến 720', en: 'must be whole hours from 0 to 720' },
  groupBy: { vi: `phải là một trong: ${boardGroupings.join(', ')}`, en: `must be one of: ${boardGroupings.join(', ')}` },
  mode: { vi: `phải là một trong: ${projectModes.join(', ')}`, en: `must be one of: ${projectModes.join(', ')}` },
}

/** Throws `ProblemError` that names every field that is wrong: of a query, or of a body that is no command of the log. */
export const parsed = <Shape>(schema: z.ZodType<Shape>, query: unknown, code: 'malformed-query' | 'malformed-command' = 'malformed-query'): Shape => {
  const result = schema.safeParse(query)
  if (result.success) return result.data
  const errors = result.error.issues.flatMap((issue): FieldError[] => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((field) => ({ field, message: code === 'malformed-query' ? { vi: 'không có tham số này', en: 'is no parameter of this query' } : { vi: 'không có trường này', en: 'is no field here' } }))
    return [{ field: issue.path.join('.'), message: expected[issue.message] ?? { vi: 'không hợp lệ', en: 'is not valid' } }]
  })
  throw new ProblemError(problem(code, { errors }))
}

export const momentOf = (query: unknown): Moment => parsed(moment, query)
export const searchOf = (query: unknown): HouseholdSearch => parsed(search, query)
export const pageOf = (query: unknown) => parsed(page, query)
export const boardOf = (query: unknown) => parsed(board, query)

export const recoveriesOf = (query: unknown) => {
  const { from, to, unit: wanted, project: projectId, late, ...asked } = parsed(recoveries, query)
  return { moment: asked, asked: { from, to, unit: wanted, projectId, lateOnly: late === 'true' } }
}
