import { formatDay, formatDong, formatNumber, formatHalfDays, type Bilingual, type Language } from '#domain'
import { animalsInWords, type Herd, type Species } from '#domain/support/species'
import type { HouseholdHistory, ObligationLine } from '#read-models'
import { html, type Html } from './html.js'

/** What the household had, put in and owes, each ledger by itself. */
export const totalsOf = ({ totals: { benefit, assets, contributed }, obligations }: Pick<HouseholdHistory, 'totals' | 'obligations'>, language: Language): Html => html`<dl>
<div><dt>${words.benefit[language]}</dt><dd>${formatDong(benefit.totalDong)}${inBrackets([
  ...part(words.money[language], benefit.moneyDong), ...part(words.animals[language], benefit.animalsDong), ...part(words.goods[language], benefit.goodsDong), ...part(words.passedOn[language], benefit.passedOnDong),
  ...herdWords(assets.handedOver, language), ...herdWords(assets.passedOn, language),
])}</dd></div>
<div><dt>${words.contributed[language]}</dt><dd>${formatDong(contributed.totalDong)}${inBrackets([
  ...part(words.cash[language], contributed.cashDong), ...part(words.goods[language], contributed.goodsDong),
  ...part(words.labour[language].replace('{n}', formatHalfDays(contributed.labourHalfDays)), contributed.labourDong),
])}</dd></div>
${obligations.map((obligation) => html`<div><dt>${words.owed[language]}</dt><dd>${obligationOf(obligation, language)}</dd></div>\n`)}</dl>`

const part = (label: string, amountDong: number): string[] => (amountDong === 0 ? [] : [`${label} ${formatNumber(amountDong)}`])
const inBrackets = (parts: readonly string[]): string => (parts.length === 0 ? '' : ` (${parts.join('; ')})`)
const herdWords = (herd: Herd, language: Language): string[] => (Object.entries(herd) as [Species, number][]).filter(([, count]) => count > 0).map(([species, count]) => animalsInWords(species, count)[language])

const obligationOf = ({ owed, unit, recovered, outstanding, dueOn, isLate }: ObligationLine, language: Language): Html => {
  const quantity = (count: number) => (unit === 'dong' ? formatDong(count) : animalsInWords(unit, count)[language])
  const left = outstanding === 0 ? words.settled[language] : `${words.left[language]} ${quantity(outstanding)}`
  const late = isLate ? html` <span class="late">(${words.late[language]})</span>` : undefined
  return html`${quantity(owed.unit === 'dong' ? owed.amountDong : owed.count)}, ${words.due[language]} ${formatDay(dueOn)}: ${words.givenBack[language]} ${quantity(recovered)}, ${left}${late}`
}

const words = {
  benefit: { vi: 'Được hưởng', en: 'Benefit' },
  money: { vi: 'tiền', en: 'money' },
  animals: { vi: 'con giống trị giá', en: 'animals worth' },
  passedOn: { vi: 'nhận luân chuyển', en: 'passed on' },
  contributed: { vi: 'Đã đối ứng', en: 'Contributed' },
  cash: { vi: 'tiền', en: 'cash' },
  goods: { vi: 'hiện vật', en: 'goods' },
  labour: { vi: '{n} ngày công', en: '{n} days of labour' },
  owed: { vi: 'Phải hoàn trả', en: 'Owes' },
  due: { vi: 'hạn', en: 'due' },
  givenBack: { vi: 'đã trả', en: 'gave back' },
  left: { vi: 'còn phải trả', en: 'still owes' },
  settled: { vi: 'đã trả đủ', en: 'settled' },
  late: { vi: 'quá hạn', en: 'late' },
} satisfies Readonly<Record<string, Bilingual>>
