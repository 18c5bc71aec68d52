import { z } from 'zod'
import { areaKinds } from '../core/area-kind.js'
import { defineEvent } from '../core/event-definition.js'
import { formatDay } from '../core/language.js'
import { unitTag } from '../core/unit.js'
import { capInWords } from '../programme/caps.js'
import { rules } from '../programme/rules.js'
import { day, unitRef } from './fields.js'

export const programmeOpened = defineEvent({
  type: 'programme-opened',
  version: 1,
  sentence: { vi: 'Một chương trình được mở.', en: 'A programme was opened.' },
  payload: z.strictObject({ programmeId: z.uuid(), code: z.string(), name: z.string(), opensOn: day, closesOn: day.optional() }),
  tags: ({ programmeId, code }) => [`programme:${programmeId}`, `programme-code:${code}`],
  subject: ({ programmeId }) => `programme:${programmeId}`,
  describe: ({ name, opensOn }) => ({ vi: `Mở chương trình ${name} từ ${formatDay(opensOn)}`, en: `Programme ${name} opened from ${formatDay(opensOn)}` }),
})

export const ruleSetPublished = defineEvent({
  type: 'rule-set-published',
  version: 1,
  sentence: { vi: 'Một bộ quy tắc của chương trình được ban hành.', en: 'A rule set of a programme was published.' },
  payload: z.strictObject({ ruleSetId: z.uuid(), programmeId: z.uuid(), name: z.string(), effectiveFrom: day, rules }),
  tags: ({ ruleSetId, programmeId }) => [`programme:${programmeId}`, `rule-set:${ruleSetId}`],
  subject: ({ programmeId }) => `programme:${programmeId}`,
  describe: ({ name, effectiveFrom, rules: { projectCapDong } }) => ({
    vi: `Ban hành ${name}, áp dụng từ ${formatDay(effectiveFrom)}; mức hỗ trợ tối đa một dự án: ${capInWords(projectCapDong).vi}`,
    en: `Published ${name}, in force from ${formatDay(effectiveFrom)}; support of one project at most: ${capInWords(projectCapDong).en}`,
  }),
})

export const unitRegistered = defineEvent({
  type: 'unit-registered',
  version: 1,
  sentence: { vi: 'Một đơn vị hành chính được ghi vào danh mục.', en: 'A unit of government was registered.' },
  payload: z.strictObject({
    unit: unitRef, name: z.string(), level: z.enum(['province', 'district', 'commune']), parent: unitRef.optional(),
    areaKind: z.enum(areaKinds), validFrom: day, validTo: day.optional(),
  }),
  tags: ({ unit, parent }) => [unitTag(unit), parent && unitTag(parent)],
  subject: ({ unit }) => unitTag(unit),
  describe: ({ name, unit }) => ({ vi: `Ghi danh mục ${name} (${unit.code})`, en: `Registered ${name} (${unit.code})` }),
})
