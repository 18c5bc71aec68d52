import { describe, expect, it } from '@jest/globals'
import { allocation } from '../capital/allocation.js'
import { correctEvent, paper, withoutDayAndPaper } from '../testing/examples.js'
import { approved, approveProject, budgetOf, counterpart, makePayment, rejectPayment, requestPayment, returnPayment } from '../testing/examples-project.js'
import type { ScenarioCommand } from '../testing/scenario.js'
import { freeLines, projectPayments } from './project-payments.js'

const replace = (eventId: string, right: ScenarioCommand) => correctEvent(eventId, withoutDayAndPaper(right))

/** Twenty of thirty million đồng were requested and paid. */
const paid = () => {
  const at = approved()
  const paymentId = at.scenario.idOf(requestPayment(at.projectId), 'paymentId')
  const requestId = at.scenario.lastEvent.eventId
  at.scenario.given(makePayment(paymentId))
  return { ...at, paymentId, requestId, paidId: at.scenario.lastEvent.eventId }
}
const freeDong = ({ scenario, projectId }: ReturnType<typeof approved>) => freeLines(scenario.state(projectPayments(projectId))).reduce((sum, { amountDong }) => sum + amountDong, 0)

describe('correcting a request', () => {
  it('is judged as if the wrong one had not been, and not below what was paid', () => {
    const at = paid()
    const right = (amountDong: number) => replace(at.requestId, requestPayment(at.projectId, { amountDong }))
    at.scenario.when(right(30_000_001)).refuses('payment-exceeds-budget', { leftDong: 30_000_000 })
    at.scenario.when(right(19_999_999)).refuses('paid-above-requested', { overDong: 1 })
    at.scenario.when(right(30_000_000)).records('event-corrected')
    expect(freeDong(at)).toBe(10_000_000)
  })

  it('is not annulled under its answer', () => {
    const at = paid()
    at.scenario.when(correctEvent(at.requestId)).refuses('payment-needs-request')
    at.scenario.given(correctEvent(at.paidId), correctEvent(at.requestId))
    expect(freeDong(at)).toBe(30_000_000)
  })
})

describe('correcting a payment', () => {
  it('moves what was paid, within the request', () => {
    const at = paid()
    at.scenario.when(replace(at.paidId, makePayment(at.paymentId, { amountDong: 20_000_001 }))).refuses('payment-exceeds-request')
    at.scenario.given(replace(at.paidId, makePayment(at.paymentId, { amountDong: 10_000_000 })))
    expect(at.scenario.state(allocation(at.allocationId)).lines.map(({ paidDong }) => paidDong)).toEqual([9_000_000, 1_000_000])
  })

  it('does not bring it below what was returned', () => {
    const at = paid()
    at.scenario.given(returnPayment(at.paymentId))
    at.scenario.when(replace(at.paidId, makePayment(at.paymentId, { amountDong: 4_999_990 }))).refuses('returned-above-paid', { overDong: 10 })
    at.scenario.when(correctEvent(at.paidId)).refuses('returned-above-paid', { overDong: 5_000_000 })
    at.scenario.when(replace(at.paidId, makePayment(at.paymentId, { amountDong: 5_000_000 }))).records('event-corrected')
  })

  it('is annulled only while the budget has room for the request again', () => {
    const at = approved()
    const paymentId = at.scenario.idOf(requestPayment(at.projectId), 'paymentId')
    at.scenario.given(makePayment(paymentId, { amountDong: 5_000_000 }))
    const paidId = at.scenario.lastEvent.eventId
    at.scenario.given(requestPayment(at.projectId, { amountDong: 25_000_000, paper: paper('42/ĐN-TT') }))
    at.scenario.when(correctEvent(paidId)).refuses('payments-above-budget', { line: 'NTP-PR|DA3-TDA1|central|2023|', overDong: 13_500_000 })
  })

  it('frees its reference when it is annulled', () => {
    const at = paid()
    at.scenario.given(correctEvent(at.paidId)).when(makePayment(at.paymentId)).records('payment-made')
  })
})

describe('correcting a rejection and a return', () => {
  it('lets the request be paid after all', () => {
    const at = approved()
    const paymentId = at.scenario.idOf(requestPayment(at.projectId), 'paymentId')
    at.scenario.given(rejectPayment(paymentId))
    at.scenario.given(correctEvent(at.scenario.lastEvent.eventId)).when(makePayment(paymentId)).records('payment-made')
  })

  it('moves what was returned, and is not annulled once that was requested again', () => {
    const at = paid()
    at.scenario.given(returnPayment(at.paymentId))
    const { eventId } = at.scenario.lastEvent
    at.scenario.given(replace(eventId, returnPayment(at.paymentId, { amountDong: 20_000_000 })))
    expect(freeDong(at)).toBe(30_000_000)
    at.scenario.given(requestPayment(at.projectId, { amountDong: 30_000_000, paper: paper('42/ĐN-TT') }))
    at.scenario.when(correctEvent(eventId)).refuses('payments-above-budget')
  })
})

describe('correcting an approval under payments', () => {
  it('does not bring a line below what was requested or paid', () => {
    const at = paid()
    const right = (centralDong: number) => replace(at.approvalId, approveProject(at.projectId, at, { budget: budgetOf(at.allocationId, centralDong, 9_000_000 - 1_000_000), counterpart: { ...counterpart, cashDong: 40_000_000 } }))
    at.scenario.when(right(17_999_999)).refuses('allocation-exceeded')
    const lower = (centralDong: number) => replace(at.approvalId, approveProject(at.projectId, at, { budget: budgetOf(at.allocationId, centralDong, 6_000_000), beneficiaries: [{ householdId: at.sinh, supportDong: 14_000_000 }, { householdId: at.lan, supportDong: 1_000_000 }], counterpart: { ...counterpart, cashDong: 40_000_000 } }))
    at.scenario.when(lower(17_999_999)).refuses('payments-above-budget', { allocationId: at.allocationId, overDong: 1 })
    at.scenario.when(lower(18_000_000)).records('event-corrected')
  })

  it('is not annulled, not even under a request that was rejected', () => {
    const at = approved()
    at.scenario.given(rejectPayment(at.scenario.idOf(requestPayment(at.projectId), 'paymentId')))
    at.scenario.when(correctEvent(at.approvalId)).refuses('payments-need-approval', { payments: 1 })
  })
})
