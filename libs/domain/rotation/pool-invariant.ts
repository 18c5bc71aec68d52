import { heldOn } from '../core/dated-list.js'
import type { Day } from '../core/day.js'
import { formatDay, formatDong } from '../core/language.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import type { Pool } from './pool.js'

const refuse = defineRefusals({
  'pool-overdrawn': {
    rule: "A project's rotation pool never falls below zero, also after corrections.", source: 'design',
    vi: ({ shortDong }: { shortDong: number }) => `Quỹ quay vòng sẽ thiếu ${formatDong(shortDong)} so với số đã luân chuyển hoặc xử lý.`,
    en: ({ shortDong }: { shortDong: number }) => `The rotation pool would be ${formatDong(shortDong)} short of what was passed on or put to another use.`,
  },
  'pool-lacks-animal': {
    rule: 'An animal leaves the pool only after it was given back, and once, also after corrections.', source: 'design',
    vi: ({ animalTag }: { animalTag: string }) => `Vật nuôi số thẻ ${animalTag} đã được luân chuyển hoặc xử lý nên vẫn phải có trong quỹ quay vòng trước đó.`,
    en: ({ animalTag }: { animalTag: string }) => `Animal ${animalTag} has left the pool, so the pool must have had it before.`,
  },
  'pool-facts-need-opening': {
    rule: 'Nothing is ranked, selected, passed on or put to another use before an opening of the pool that still holds.', source: 'design',
    vi: ({ firstUseOn }: { firstUseOn: Day }) => `Quỹ quay vòng đã có nội dung từ ngày ${formatDay(firstUseOn)}; hãy hủy các nội dung đó trước khi hủy việc lập quỹ.`,
    en: ({ firstUseOn }: { firstUseOn: Day }) => `The rotation pool was used from ${formatDay(firstUseOn)} on; annul that before its opening.`,
  },
  'closed-pool-not-empty': {
    rule: 'A closed pool holds nothing, also after corrections.', source: 'design',
    vi: ({ closedOn }: { closedOn: Day }) => `Quỹ quay vòng đã đóng ngày ${formatDay(closedOn)} sẽ lại có tiền hoặc vật nuôi; hãy hủy việc đóng quỹ trước.`,
    en: ({ closedOn }: { closedOn: Day }) => `The rotation pool was closed on ${formatDay(closedOn)} and would hold something again; annul its closing first.`,
  },
  'pool-held-after-closing': {
    rule: 'The pool of a closed project holds nothing, also after corrections.', source: 'design',
    vi: ({ closedOn }: { closedOn: Day }) => `Dự án đã kết thúc ngày ${formatDay(closedOn)} nhưng quỹ quay vòng sẽ không trống; hãy hủy việc kết thúc dự án trước.`,
    en: ({ closedOn }: { closedOn: Day }) => `The project was closed on ${formatDay(closedOn)}, and its pool would hold something; annul the closing first.`,
  },
  'selected-not-ranked': {
    rule: 'A recipient was ranked in the ranking that holds on the day of its selection, also after corrections and later entries.', source: 'design',
    vi: ({ householdId }: { householdId: string }) => `Hộ ${householdId} đã được bình chọn nên phải có trong danh sách xếp thứ tự có hiệu lực vào ngày đó.`,
    en: ({ householdId }: { householdId: string }) => `Household ${householdId} has been selected, so the ranking that holds on that day must name it.`,
  },
  'passed-on-not-selected': {
    rule: 'Something is passed on to a household after its selection, also after corrections.', source: 'design',
    vi: ({ householdId }: { householdId: string }) => `Hộ ${householdId} đã nhận luân chuyển; hãy hủy lần luân chuyển đó trước khi hủy việc bình chọn.`,
    en: ({ householdId }: { householdId: string }) => `Something has been passed on to household ${householdId}; annul that before its selection.`,
  },
})

/** What a correction would break in this pool, if anything. */
export const refuseIfPoolBroken = (state: Pool): Refusal | undefined => {
  const { opened, moneyDong, animals, firstUseOn, closedOn } = state
  if (moneyDong < 0) return refuse('pool-overdrawn', { shortDong: -moneyDong })
  const lacking = Object.values(animals).find(({ count }) => count < 0)
  if (lacking) return refuse('pool-lacks-animal', { animalTag: lacking.animalTag })
  const needed = firstUseOn ?? closedOn
  if (needed !== undefined && (opened === undefined || opened.openedOn > needed)) return refuse('pool-facts-need-opening', { firstUseOn: needed })
  return refuseIfHeldAfterClosing(state) ?? refuseUnlessSelectedAreRanked(state) ?? refuseUnlessServedWereSelected(state)
}

/** A project may be closed after its pool, so its closing is the first to be annulled. */
const refuseIfHeldAfterClosing = ({ moneyDong, animals, closedOn, projectClosedOn }: Pool): Refusal | undefined => {
  if (moneyDong === 0 && Object.keys(animals).length === 0) return undefined
  if (projectClosedOn !== undefined) return refuse('pool-held-after-closing', { closedOn: projectClosedOn })
  return closedOn === undefined ? undefined : refuse('closed-pool-not-empty', { closedOn })
}

/** Also what a ranking that is entered late must not do: leave out whom the minutes selected from it. */
export const refuseUnlessSelectedAreRanked = ({ rankings, recipients }: Pick<Pool, 'rankings' | 'recipients'>): Refusal | undefined => {
  for (const [householdId, { selectedOn }] of Object.entries(recipients)) {
    if (selectedOn === undefined) continue
    const isRanked = heldOn(rankings, selectedOn)?.some((candidate) => candidate.householdId === householdId) ?? false
    if (!isRanked) return refuse('selected-not-ranked', { householdId })
  }
  return undefined
}

const refuseUnlessServedWereSelected = ({ recipients }: Pool): Refusal | undefined => {
  for (const [householdId, { selectedOn, passedOnOn }] of Object.entries(recipients)) {
    if (passedOnOn !== undefined && (selectedOn === undefined || selectedOn > passedOnOn)) return refuse('passed-on-not-selected', { householdId })
  }
  return undefined
}
