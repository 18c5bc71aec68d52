import type { JsonObject, UnitRef } from '#event-log'
import {
  contributionReceived, formatDay, formatDong, formatNumber, householdRegistered, povertyClassified, projectApproved, supportPassedOn, type Bilingual, type DataOf, type EventDefinition, type Language,
} from '#domain'
import { povertyClassName } from '#domain/household/poverty-class'
import { animalsInWords } from '#domain/support/species'

/** What is told of a fact, and of what stood in its place before it was put right. */
export interface ToldFact {
  readonly type: string
  readonly data: JsonObject
  /** What the catalogue says of it. */
  readonly sentence: Bilingual
  readonly projectName?: string | undefined
}

/** What a unit is called. */
export type NameOfUnit = (unit: UnitRef) => string

/**
 * One whole sentence for somebody who reads nothing else. The catalogue's own line is taken where it is one; what leans
 * on codes, or doesn't say what the household had of it, is worded here.
 */
export const lineSentence = (fact: ToldFact, nameOfUnit: NameOfUnit, language: Language): string => {
  const said = (worded(fact, nameOfUnit) ?? fact.sentence)[language]
  // An approval begins with the project's name already.
  const project = fact.projectName === undefined || fact.type === projectApproved.type ? '' : ` (${words.project[language]} “${fact.projectName}”)`
  return `${said}${project}.`
}

const words = { project: { vi: 'dự án', en: 'project' } } satisfies Readonly<Record<string, Bilingual>>

const worded = ({ type, data, projectName }: ToldFact, nameOfUnit: NameOfUnit): Bilingual | undefined => {
  if (type === householdRegistered.type) return registered(dataOf(householdRegistered, data), nameOfUnit)
  if (type === povertyClassified.type) return classified(dataOf(povertyClassified, data))
  if (type === projectApproved.type) return approved(dataOf(projectApproved, data), projectName)
  if (type === contributionReceived.type) return contributed(dataOf(contributionReceived, data))
  if (type === supportPassedOn.type) return passedOnTo(dataOf(supportPassedOn, data))
  return undefined
}

/** The data of a line is of its type's shape, brought up to today's. */
const dataOf = <Definition extends EventDefinition>(_: Definition, data: JsonObject): DataOf<Definition> => data as DataOf<Definition>

const registered = ({ members, unit }: DataOf<typeof householdRegistered>, nameOfUnit: NameOfUnit): Bilingual => ({
  vi: `Hộ được ghi sổ tại ${nameOfUnit(unit)}, gồm ${members.length} nhân khẩu`,
  en: `The household was registered in ${nameOfUnit(unit)} with ${members.length} ${members.length === 1 ? 'member' : 'members'}`,
})

const classified = ({ povertyClass, validFrom, standardVersion }: DataOf<typeof povertyClassified>): Bilingual => ({
  vi: `Hộ được xếp loại ${povertyClassName(povertyClass).vi} từ ngày ${formatDay(validFrom)}, theo chuẩn giai đoạn ${standardVersion}`,
  en: `The household was classified as ${povertyClassName(povertyClass).en} from ${formatDay(validFrom)}, by the standard of ${standardVersion}`,
})

/** A household's own history holds its own row alone; one that a correction took out of the list has none. */
const approved = ({ beneficiaries: [own], participants }: DataOf<typeof projectApproved>, projectName?: string): Bilingual => {
  const name = projectName === undefined ? '' : ` “${projectName}”`
  const decided = { vi: `Dự án${name} với ${participants} hộ tham gia được phê duyệt`, en: `The project${name} of ${participants} households was approved` }
  if (own === undefined) return { vi: `${decided.vi}; hộ không nhận hỗ trợ trực tiếp`, en: `${decided.en}, without direct support to this household` }
  const { supportDong, povertyClass } = own
  return {
    vi: `${decided.vi}; hộ được hỗ trợ ${formatDong(supportDong)}, khi đó là ${povertyClassName(povertyClass).vi}`,
    en: `${decided.en}, with ${formatDong(supportDong)} of support to this household, then ${povertyClassName(povertyClass).en}`,
  }
}

const contributed = ({ contribution }: DataOf<typeof contributionReceived>): Bilingual | undefined => {
  if (contribution.kind !== 'goods') return undefined
  const { item, quantity, unitName, amountDong } = contribution
  return {
    vi: `Hộ đối ứng bằng hiện vật: ${item}, ${formatNumber(quantity)} ${unitName}, trị giá ${formatDong(amountDong)}`,
    en: `A household contributed goods: ${item}, ${formatNumber(quantity)} ${unitName}, worth ${formatDong(amountDong)}`,
  }
}

/** To the catalogue it is the next household; to its own history it is this one. */
const passedOnTo = ({ passedOn }: DataOf<typeof supportPassedOn>): Bilingual => {
  if (passedOn.unit === 'dong') return { vi: `Hộ nhận luân chuyển ${formatDong(passedOn.amountDong)}`, en: `${formatDong(passedOn.amountDong)} was passed on to the household` }
  const { species, animalTag, valueDong } = passedOn
  const { vi, en } = animalsInWords(species, 1)
  return {
    vi: `Hộ nhận luân chuyển ${vi}, số thẻ ${animalTag}, trị giá ${formatDong(valueDong)}`,
    en: `${en}, tag ${animalTag}, worth ${formatDong(valueDong)}, was passed on to the household`,
  }
}
