import pc from 'picocolors'
import { formatDay, formatNumber, type Bilingual, type Language } from '#domain'
import { rankingReasonInWords } from '#domain/rotation/ranking-reason'
import { surplusUseInWords } from '#domain/rotation/surplus-use'
import { animalsInWords } from '#domain/support/species'
import type { Debt, PoolAnswer } from '#read-models'
import { padded, rowLines, type PageColumn } from './columns.js'
import { debtText, labelled, pageWidth } from './history-page.js'

export interface PoolPage {
  /** Opened: its reasons are clear. */
  readonly pool: PoolAnswer
  /** The heads' names, by household id. */
  readonly headNames: ReadonlyMap<string, string>
  readonly lang: Language
}

/** Every household that the page names. */
export const householdsIn = ({ opened, queue, selected, rounds }: PoolAnswer): string[] => [
  ...new Set([
    ...(opened?.custodianHouseholdId === undefined ? [] : [opened.custodianHouseholdId]),
    ...(queue?.candidates ?? []).map(({ householdId }) => householdId),
    ...selected.map(({ householdId }) => householdId),
    ...rounds.flatMap(({ households }) => households.map(({ householdId }) => householdId)),
  ]),
]

/** A project's rotation pool as one readable page. */
export const poolPage = (page: PoolPage): string =>
  [...headOf(page), '', ...balanceOf(page), '', ...queueOf(page), '', ...roundsOf(page), ...footOf(page)].join('\n')

const headOf = ({ pool: { projectId, projectName, day, opened, closedOn }, headNames, lang }: PoolPage): string[] => {
  const state = closedOn !== undefined ? `${words.closed[lang]} ${formatDay(closedOn)}` : opened === undefined ? words.unopened[lang] : `${words.opened[lang]} ${formatDay(opened.openedOn)}`
  const right = `${state} · ${formatDay(day)}`
  const custodian = opened?.custodianHouseholdId
  return [
    pc.bold(padded(projectName ?? projectId, { width: pageWidth - right.length })) + pc.bold(right),
    pc.dim(projectId),
    ...(custodian === undefined ? [] : labelled(words.custodian[lang], headNames.get(custodian) ?? '—')),
  ]
}

const balanceColumns: readonly PageColumn[] = [{ width: 24 }, { width: 18, align: 'right' }, { width: 40 }]

/** Received is what was passed on, put to another use, and is held. */
const balanceOf = ({ pool: { received, passedOn, surplus, surpluses, held }, lang }: PoolPage): string[] => {
  const tags = held.animals.map(({ species, count, animalTag }) => `${animalsInWords(species, count)[lang]} (${animalTag})`).join(', ')
  const row = (label: string, { dong, animals }: Debt, herd = debtText({ dong: 0, animals }, lang).replace(/^0$/, '')) => rowLines(balanceColumns, [label, formatNumber(dong), herd])
  return [
    pc.bold(rowLines(balanceColumns, [words.balance[lang], words.dong[lang], words.animals[lang]])[0] ?? ''),
    pc.dim('─'.repeat(pageWidth)),
    ...row(words.received[lang], received),
    ...row(words.passedOn[lang], passedOn),
    ...row(words.surplus[lang], surplus),
    ...row(words.held[lang], { dong: held.moneyDong, animals: {} }, tags).map((line) => pc.bold(line)),
    pc.dim('─'.repeat(pageWidth)),
    ...surpluses.flatMap(({ occurredOn, use, amount, reason }) => labelled(formatDay(occurredOn), `${surplusUseInWords(use)[lang]}: ${debtText(amount, lang)}; ${clear(reason)}`)),
  ]
}

const queueColumns: readonly PageColumn[] = [{ width: 4, align: 'right' }, { width: 24 }, { width: 44 }, { width: 11 }, { width: 12 }]

const queueOf = ({ pool: { queue, selected }, headNames, lang }: PoolPage): string[] => {
  if (queue === undefined) return [words.unranked[lang]]
  return [
    `${words.queue[lang]} ${formatDay(queue.rankedOn)}`,
    pc.bold(rowLines(queueColumns, heads[lang])[0] ?? ''),
    pc.dim('─'.repeat(pageWidth)),
    ...queue.candidates.flatMap(({ householdId, rank, reasons, selectedOn, passedOnOn }) => {
      const cells = [String(rank), headNames.get(householdId) ?? '—', reasons.map((reason) => rankingReasonInWords[reason][lang]).join(', '), dayText(selectedOn), dayText(passedOnOn)]
      const shown = rowLines(queueColumns, cells)
      return passedOnOn === undefined ? shown : shown.map((line) => pc.dim(line))
    }),
    pc.dim('─'.repeat(pageWidth)),
    ...selected.flatMap(({ householdId, selectedOn, rank, outOfOrderReason }) => {
      const why = outOfOrderReason === undefined ? '' : `; ${words.outOfOrder[lang]}: ${clear(outOfOrderReason)}`
      return labelled(words.next[lang], `${headNames.get(householdId) ?? '—'}, ${words.rank[lang]} ${rank}, ${words.selectedOn[lang]} ${formatDay(selectedOn)}${why}`)
    }),
  ]
}

const roundsOf = ({ pool: { rounds }, headNames, lang }: PoolPage): string[] =>
  rounds.flatMap(({ number, passedOn, households }) => {
    const got = households.map(({ householdId, passedOnOn, got: own }) => `${headNames.get(householdId) ?? '—'} ${debtText(own, lang)} (${formatDay(passedOnOn)})`).join('; ')
    return labelled(`${words.round[lang]} ${number}`, `${debtText(passedOn, lang)}: ${got}`)
  })

const footOf = ({ pool: { position, incompleteSince }, lang }: PoolPage): string[] => [
  pc.dim(words.position[lang].replace('{n}', formatNumber(position))),
  ...(incompleteSince === undefined ? [] : [pc.red(words.incomplete[lang].replace('{n}', formatNumber(incompleteSince)))]),
]

const dayText = (day: string | undefined): string => (day === undefined ? '' : formatDay(day))
const clear = (value: unknown): string => (typeof value === 'string' ? value : '—')

const heads: Readonly<Record<Language, readonly string[]>> = {
  vi: ['TT', 'Hộ', 'Lý do', 'Bình chọn', 'Đã nhận'],
  en: ['Rank', 'Household', 'Reasons', 'Selected', 'Served'],
}

const words = {
  opened: { vi: 'quỹ lập ngày', en: 'opened on' },
  closed: { vi: 'quỹ đã đóng ngày', en: 'closed on' },
  unopened: { vi: 'quỹ chưa lập', en: 'not opened' },
  custodian: { vi: 'Hộ giữ quỹ', en: 'Custodian' },
  balance: { vi: 'Quỹ quay vòng', en: 'Rotation pool' },
  dong: { vi: 'Tiền (đồng)', en: 'Money (đồng)' },
  animals: { vi: 'Vật nuôi', en: 'Animals' },
  received: { vi: 'Đã thu hồi', en: 'Received' },
  passedOn: { vi: 'Đã luân chuyển', en: 'Passed on' },
  surplus: { vi: 'Đã xử lý phần còn dư', en: 'Surplus resolved' },
  held: { vi: 'Đang giữ', en: 'Held' },
  queue: { vi: 'Thứ tự nhận luân chuyển, có hiệu lực từ ngày', en: 'Who is next, ranked on' },
  unranked: { vi: 'Chưa xếp thứ tự các hộ nhận luân chuyển.', en: 'No households have been ranked.' },
  next: { vi: 'Hộ tiếp theo', en: 'Next' },
  rank: { vi: 'xếp thứ', en: 'ranked' },
  selectedOn: { vi: 'bình chọn ngày', en: 'selected on' },
  outOfOrder: { vi: 'không theo thứ tự', en: 'out of order' },
  round: { vi: 'Vòng', en: 'Round' },
  position: { vi: 'Theo sổ đến vị trí {n}', en: 'By the log up to position {n}' },
  incomplete: { vi: 'Chưa đầy đủ: từ sự kiện {n} có nội dung chưa tổng hợp được; chạy "sinhke rebuild pool".', en: 'Incomplete since event {n}: run "sinhke rebuild pool".' },
} satisfies Readonly<Record<string, Bilingual>>
