import { officeOn, paperOf, treasuryOffice } from './areas.js'
import type { Approved, World } from './approval.js'
import { Chance } from './chance.js'
import { addDays, lastDay, yearOf } from './days.js'
import type { HandedOver } from './handovers.js'
import { cancelledOn, supplierOf } from './stages.js'

type Kind = 'advance' | 'payment'
type Payee = { readonly kind: 'supplier' | 'group'; readonly name: string } | { readonly kind: 'household'; readonly householdId: number }

interface Asked {
  readonly kind: Kind
  readonly payee: Payee
  readonly amountDong: number
  readonly purpose: string
  readonly day: string
  /** Days until the Treasury answers. */
  readonly after: number
}

/** What a project was paid and didn't give back. */
export interface Spent {
  readonly spentDong: number
}

/** An advance, what was handed over, training: each requested, and answered by the Treasury some days later. */
export const pay = (handedOver: HandedOver, world: World): Spent => {
  const { plan, group, approvedOn, budgetDong, supported, handedOverDong } = handedOver
  const chance = new Chance(`payments ${plan.index}`)
  const treasurer = treasurerOf(handedOver, world)
  const approvedDong = handedOver.approvedSupportDong
  const otherDong = budgetDong - approvedDong
  const supplier: Payee = { kind: 'supplier', name: supplierOf(plan) }
  const buyer: Payee = plan.trade.animals === undefined && plan.mode === 'community' ? { kind: 'group', name: group } : supplier
  const advanceDong = roundDown((handedOverDong * chance.between(20, 30)) / 100)
  const payingOn = addDays(handedOver.handedOverOn, chance.between(5, 12))
  const spent = [treasurer({ kind: 'advance', payee: buyer, amountDong: advanceDong, purpose: 'Tạm ứng mua con giống, vật tư', day: addDays(approvedOn, chance.between(19, 24)), after: chance.between(3, 8) })]
  // Where groups get money, some have it paid to each household.
  const toHouseholds = plan.index % 10 === 4 && plan.trade.animals === undefined
  const restDong = handedOverDong - advanceDong
  if (toHouseholds) {
    const partDong = Math.floor(restDong / supported.length)
    for (const { household } of supported) spent.push(treasurer({ kind: 'payment', payee: { kind: 'household', householdId: household.row }, amountDong: partDong, purpose: 'Hỗ trợ trực tiếp cho hộ theo quyết định phê duyệt', day: payingOn, after: 6 }))
  } else spent.push(treasurer({ kind: 'payment', payee: buyer, amountDong: restDong, purpose: 'Thanh toán con giống, vật tư đã bàn giao', day: payingOn, after: chance.between(4, 12) }))
  const trainingDong = roundDown((otherDong * 55) / 100)
  const training: Asked = { kind: 'payment', payee: { kind: 'group', name: group }, amountDong: trainingDong, purpose: 'Tập huấn kỹ thuật, quản lý dự án', day: addDays(payingOn, chance.between(15, 40)), after: chance.between(4, 12) }
  if (plan.index % 8 === 6) treasurer({ ...training, amountDong: roundDown((otherDong * 35) / 100), day: addDays(training.day, -6), after: 4 }, { rejectedFor: 'Thiếu danh sách ký nhận của học viên tập huấn' })
  spent.push(treasurer(training, { returned: plan.index % 9 === 7 ? roundDown(trainingDong / 4) : 0 }))
  return { spentDong: spent.reduce((sum, each) => sum + each, 0) }
}

/** An advance that came to nothing goes back whole. */
export const payAndReturn = (approved: Approved, world: World): void => {
  const { plan, approvedOn, budgetDong } = approved
  if (plan.index % 2 === 0) return
  const treasurer = treasurerOf(approved, world)
  const amountDong = roundDown(budgetDong / 4)
  treasurer({ kind: 'advance', payee: { kind: 'supplier', name: supplierOf(plan) }, amountDong, purpose: 'Tạm ứng mua con giống, vật tư', day: addDays(approvedOn, 20), after: 5 }, { returned: amountDong, returnedOn: addDays(cancelledOn(approved), 8) })
}

/** What an ended project did not use goes back to where it came from. */
export const release = ({ plan, row }: Approved, endedOn: string, { book }: World): void => {
  const day = addDays(endedOn, 30)
  if (day <= lastDay) book.enter('release-capital', { projectId: row, occurredOn: day, paper: paperOf(officeOn(plan.commune, day), `${1_900 + plan.index}/UBND-TCKH`, day, 'Trả lại kinh phí không sử dụng hết') })
}

interface Answer {
  readonly rejectedFor?: string
  readonly returned?: number
  readonly returnedOn?: string
}

/** Writes a request and its answer; gives what was paid and kept. */
const treasurerOf = ({ plan, row, group }: Approved, { book }: World) => {
  let requests = 0
  return ({ kind, payee, amountDong, purpose, day, after }: Asked, { rejectedFor, returned = 0, returnedOn }: Answer = {}): number => {
    if (day > lastDay || amountDong <= 0) return 0
    requests += 1
    const number = `${String(requests).padStart(2, '0')}/ĐNTT`
    const paymentId = book.enter('request-payment', { projectId: row, kind, payee, amountDong, purpose, occurredOn: day, paper: { number, date: day, issuer: group, title: kind === 'advance' ? 'Giấy đề nghị tạm ứng' : 'Giấy đề nghị thanh toán' } })
    const answeredOn = addDays(day, after)
    if (answeredOn > lastDay) return 0
    const paper = (title: string) => paperOf(treasuryOffice, `${plan.index}-${requests}/TB-KB`, answeredOn, title)
    if (rejectedFor !== undefined) {
      book.enter('reject-payment', { paymentId, reason: rejectedFor, occurredOn: answeredOn, paper: paper('Thông báo từ chối thanh toán') })
      return 0
    }
    const reference = (series: string, on: string) => `${series}-${String(paymentId).padStart(4, '0')}/${yearOf(on)}`
    book.enter(kind === 'advance' ? 'pay-advance' : 'make-payment', { paymentId, treasuryReference: reference(kind === 'advance' ? 'GRDT-TU' : 'GRDT-TT', answeredOn), occurredOn: answeredOn, paper: paper('Giấy rút dự toán') })
    const backOn = returnedOn ?? addDays(answeredOn, 45)
    if (returned <= 0 || backOn > lastDay) return amountDong
    book.enter('return-payment', { paymentId, amountDong: returned, treasuryReference: reference('GNT', backOn), occurredOn: backOn, paper: { number, date: backOn, issuer: group, title: 'Giấy nộp trả kinh phí' } })
    return amountDong - returned
  }
}

const roundDown = (amountDong: number): number => Math.floor(amountDong / 100_000) * 100_000
