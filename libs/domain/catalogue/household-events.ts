import { z } from 'zod'
import { defineEvent, internal, sealed } from '../core/event-definition.js'
import { formatDay } from '../core/language.js'
import { povertyClasses, povertyClassName } from '../household/poverty-class.js'
import { leavingReasonInWords, leavingReasons } from '../household/leaving-reason.js'
import { genders, relationName, relations } from '../household/member.js'
import { day, unitRef } from './fields.js'

const identity = z.strictObject({
  name: z.string(), birthDate: day.optional(), citizenNumber: z.string().optional(), phone: z.string().optional(), ethnicity: z.string().optional(),
})

const member = z.strictObject({ personId: z.uuid(), relation: z.enum(relations), gender: z.enum(genders).optional(), identity: sealed('person', identity) })

export const householdRegistered = defineEvent({
  type: 'household-registered',
  version: 1,
  sentence: { vi: 'Một hộ gia đình được ghi vào sổ.', en: 'A household was registered.' },
  payload: z.strictObject({
    householdId: z.uuid(), unit: unitRef, village: sealed('household', z.string()), address: sealed('household', z.string()).optional(), members: z.array(member),
  }),
  tags: ({ householdId, members }) => [`household:${householdId}`, ...members.map(({ personId }) => `person:${personId}`)],
  subject: ({ householdId }) => `household:${householdId}`,
  describe: ({ members, unit }) => ({
    vi: `Ghi sổ hộ gia đình ${members.length} nhân khẩu tại đơn vị ${unit.code}`,
    en: `Registered a household of ${members.length} in unit ${unit.code}`,
  }),
})

export const memberJoined = defineEvent({
  type: 'member-joined',
  version: 1,
  sentence: { vi: 'Một người trở thành thành viên của hộ.', en: 'A person became a member of a household.' },
  payload: z.strictObject({
    householdId: z.uuid(), member,
    /** The day on which it joined another household, where that had been recorded before: it was a member only until then. */
    until: day.optional(),
  }),
  tags: ({ householdId, member: { personId } }) => [`household:${householdId}`, `person:${personId}`],
  subject: ({ householdId }) => `household:${householdId}`,
  describe: ({ member: { relation } }) => ({
    vi: `Thêm một thành viên vào hộ (${relationName(relation).vi})`,
    en: `A member joined the household (${relationName(relation).en})`,
  }),
})

export const memberLeft = defineEvent({
  type: 'member-left',
  version: 1,
  sentence: { vi: 'Một người không còn là thành viên của hộ.', en: 'A person ceased to be a member of a household.' },
  payload: z.strictObject({ householdId: z.uuid(), personId: z.uuid(), reason: z.enum(leavingReasons) }),
  tags: ({ householdId, personId }) => [`household:${householdId}`, `person:${personId}`],
  subject: ({ householdId }) => `household:${householdId}`,
  describe: ({ reason }) => ({
    vi: `Một thành viên ra khỏi hộ: ${leavingReasonInWords(reason).vi}`,
    en: `A member left the household: ${leavingReasonInWords(reason).en}`,
  }),
})

export const headChanged = defineEvent({
  type: 'head-changed',
  version: 1,
  sentence: { vi: 'Hộ có chủ hộ mới.', en: 'Another member became head of a household.' },
  payload: z.strictObject({ householdId: z.uuid(), personId: z.uuid() }),
  tags: ({ householdId, personId }) => [`household:${householdId}`, `person:${personId}`],
  subject: ({ householdId }) => `household:${householdId}`,
  describe: () => ({ vi: 'Thay đổi chủ hộ', en: 'The household got another head' }),
})

export const povertyClassified = defineEvent({
  type: 'poverty-classified',
  version: 1,
  sentence: { vi: 'Một hộ được xếp loại theo kết quả rà soát hộ nghèo.', en: 'A household was given its poverty class by review.' },
  payload: z.strictObject({
    householdId: z.uuid(), povertyClass: z.enum(povertyClasses),
    /** The poverty standard that it was judged by, e.g. 2022-2025; never recomputed by a later one. */
    standardVersion: z.string(),
    validFrom: day,
    /** The last day on which it holds; after it the class is not known until another one is decided. */
    validTo: day.optional(),
    escapedOn: day.optional(),
    scores: internal(z.strictObject({ b1: z.int().optional(), b2: z.int().optional(), deprivations: z.int().optional() })).optional(),
  }),
  tags: ({ householdId }) => [`household:${householdId}`],
  subject: ({ householdId }) => `household:${householdId}`,
  describe: ({ povertyClass, validFrom, validTo, standardVersion }) => ({
    vi: `Xếp loại ${povertyClassName(povertyClass).vi} từ ${formatDay(validFrom)}${validTo === undefined ? '' : ` đến hết ${formatDay(validTo)}`}, chuẩn ${standardVersion}`,
    en: `Classified as ${povertyClassName(povertyClass).en} from ${formatDay(validFrom)}${validTo === undefined ? '' : ` to ${formatDay(validTo)}`}, standard ${standardVersion}`,
  }),
})
