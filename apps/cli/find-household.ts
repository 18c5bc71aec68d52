import { dayAt, formatDay, type Language } from '#domain'
import { getHouseholdHistory } from '#read-models'
import type { Runtime } from '#runtime'
import { normalizeCitizenNumber, type FoundHousehold, type NameQuery } from '#vault'
import { OperatorError } from './explain.js'
import { tableOf } from './print.js'

/** A found household with what tells namesakes apart. */
export interface HouseholdCard extends FoundHousehold {
  readonly unitName: string
  readonly headBirthDate?: string | undefined
  readonly memberCount: number
  readonly registeredOn?: string | undefined
}

export interface HouseholdPage {
  readonly households: readonly HouseholdCard[]
  readonly next?: string | undefined
}

/** Households by a name or a citizen number; the text may be absent where village or unit is given. */
export const findHouseholds = async (runtime: Runtime, text: string | undefined, rest: Omit<NameQuery, 'q' | 'personId'>): Promise<HouseholdPage> => {
  const number = text === undefined ? undefined : normalizeCitizenNumber(text)
  const personId = number === undefined ? undefined : await runtime.vault.findPersonId(number)
  if (number !== undefined && personId === undefined) return { households: [] }
  const { households, next } = await runtime.vault.names.find(personId === undefined ? { ...rest, q: text } : { ...rest, personId })
  return { households: await Promise.all(households.map((household) => cardOf(runtime, household))), next }
}

const cardOf = async (runtime: Runtime, found: FoundHousehold): Promise<HouseholdCard> => {
  const history = await getHouseholdHistory({ householdId: found.householdId, today: dayAt(new Date().toISOString()) }, runtime.reader)
  const [household] = await runtime.vault.open([history?.household])
  const head = household?.members.find(({ relation }) => relation === 'head')
  return {
    ...found,
    unitName: await runtime.unitNames.get(found.unit),
    headBirthDate: (head?.identity as { birthDate?: string } | undefined)?.birthDate,
    memberCount: household?.members.length ?? 0,
    registeredOn: household?.registeredOn,
  }
}

/** The one household that is meant by an id, a citizen number or a name that only one has. Throws `OperatorError`. */
export const getHouseholdId = async (runtime: Runtime, text: string, lang: Language): Promise<string> => {
  if (uuid.test(text)) return text.toLowerCase()
  const { households } = await findHouseholds(runtime, text, { limit: 20 })
  const [only] = households
  if (only === undefined) throw new OperatorError({ vi: `không có hộ nào khớp "${text}"; thử "sinhke find" với ít chữ hơn.`, en: `no household matches "${text}"; try "sinhke find" with fewer words.` })
  if (households.length > 1) throw new OperatorError({ vi: `có ${households.length} hộ khớp "${text}"; hãy dùng mã hộ:\n${householdTable(households, lang)}`, en: `${households.length} households match "${text}"; use the household's id.` })
  return only.householdId
}

export const householdTable = (households: readonly HouseholdCard[], lang: Language): string => {
  const heads = lang === 'vi' ? ['Chủ hộ', 'Sinh', 'Số người', 'Thôn, xóm', 'Đơn vị', 'Mã hộ'] : ['Head', 'Born', 'People', 'Village', 'Unit', 'Household id']
  return tableOf(heads.map((title, index) => ({ title, ...(index === 2 ? { align: 'right' as const } : {}) })), households.map((household) => cells(household)))
}

const cells = ({ headName, headBirthDate, memberCount, village, unitName, householdId, matched }: HouseholdCard): string[] => {
  const others = matched.filter(({ isHead }) => !isHead).map(({ name }) => name)
  return [
    `${headName ?? '—'}${others.length === 0 ? '' : ` (${others.join(', ')})`}`,
    headBirthDate === undefined ? '—' : formatDay(headBirthDate), String(memberCount), village ?? '—', unitName, householdId,
  ]
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
