import { describe, expect, it } from '@jest/globals'
import { allocation } from '../capital/allocation.js'
import { assignCapital, fundingLineOf, paper } from '../testing/examples.js'
import { approved, approveProject, budgetOf, counterpart, makePayment, payAdvance, proposed, rejectPayment, requestPayment, returnPayment } from '../testing/examples-project.js'
import { payment } from './payment.js'
import { freeLines, paymentTotals, projectPayments } from './project-payments.js'

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'
const another = { paper: paper('42/ĐN-TT') }

const requested = (fields: Readonly<Record<string, unknown>> = {}) => {
  const at = approved()
  return { ...at, paymentId: at.scenario.idOf(requestPayment(at.projectId, fields), 'paymentId') }
}
const paid = () => {
  const at = requested()
  at.scenario.given(makePayment(at.paymentId))
  return at
}
const freeDong = ({ scenario, projectId }: ReturnType<typeof approved>) => freeLines(scenario.state(projectPayments(projectId))).map(({ amountDong }) => amountDong)
const paidDong = ({ scenario, allocationId }: ReturnType<typeof approved>) => scenario.state(allocation(allocationId)).lines.map((line) => line.paidDong)

describe('requesting a payment', () => {
  it('splits it over the lines of the budget in proportion to what is free of them, to the đồng', () => {
    const at = requested({ amountDong: 20_000_001 })
    expect(at.scenario.lastEvent).toMatchObject({
      subject: `project:${at.projectId}`, tags: expect.arrayContaining([`payment:${at.paymentId}`, `project:${at.projectId}`, `allocation:${at.allocationId}`]),
      data: { payee: { kind: 'supplier', name: 'Hợp tác xã chăn nuôi Hợp Tiến' }, budget: [{ allocationId: at.allocationId, fundingLines: [{ source: 'central', amountDong: 18_000_000 }, { source: 'provincial', amountDong: 2_000_001 }] }] },
    })
    expect(freeDong(at)).toEqual([9_000_000, 999_999])
    expect(paidDong(at)).toEqual([0, 0])
  })

  it('draws on each allocation of the budget', () => {
    const at = proposed()
    const otherId = at.scenario.idOf(assignCapital(at.programmeId, { paper: paper('9/QĐ', '2023-03-01'), fundingLines: [fundingLineOf({ amountDong: 15_000_000 })] }), 'allocationId')
    const budget = [...budgetOf(at.allocationId, 12_000_000), { allocationId: otherId, fundingLines: [fundingLineOf({ amountDong: 15_000_000 })] }]
    at.scenario.given(approveProject(at.projectId, at, { budget }), requestPayment(at.projectId, { amountDong: 10_000_000 }))
    expect(at.scenario.lastEvent.data).toMatchObject({ budget: [{ fundingLines: [{ amountDong: 4_000_000 }, { amountDong: 1_000_000 }] }, { allocationId: otherId, fundingLines: [{ amountDong: 5_000_000 }] }] })
  })

  it('refuses more than is free of the approved budget, what is requested already counted', () => {
    const at = requested()
    at.scenario.when(requestPayment(at.projectId, { ...another, amountDong: 10_000_001 })).refuses('payment-exceeds-budget', { leftDong: 10_000_000, askedDong: 10_000_001 })
    at.scenario.when(requestPayment(at.projectId, { ...another, amountDong: 10_000_000 })).records('payment-requested')
  })

  it('refuses a project that is not there, or not approved by the day', () => {
    const at = approved()
    at.scenario.when(requestPayment(unknownId)).refuses('project-unknown')
    at.scenario.when(requestPayment(at.projectId, { occurredOn: '2023-10-29' })).refuses('project-not-approved-on-day')
  })

  it('names a supplier or a group, and a household by its id alone', () => {
    const at = approved()
    for (const payee of [{ kind: 'supplier' }, { kind: 'group', householdId: at.sinh }, { kind: 'supplier', name: 'Trại giống', householdId: at.sinh }, { kind: 'household' }, { kind: 'household', name: 'Triệu Thị Sính', householdId: at.sinh }]) {
      at.scenario.when(requestPayment(at.projectId, { payee })).refuses('payee-unclear', { kind: payee.kind })
    }
    at.scenario.when(requestPayment(at.projectId, { payee: { kind: 'household', householdId: unknownId } })).refuses('household-unknown')
    at.scenario.when(requestPayment(at.projectId, { payee: { kind: 'group', name: 'Nhóm chăn nuôi bò' } })).records('payment-requested')
  })

  it('is a fact of the household that is paid, and so is its payment', () => {
    const at = approved()
    const paymentId = at.scenario.idOf(requestPayment(at.projectId, { payee: { kind: 'household', householdId: at.sinh } }), 'paymentId')
    expect(at.scenario.lastEvent.tags).toContain(`household:${at.sinh}`)
    at.scenario.given(makePayment(paymentId))
    expect(at.scenario.lastEvent).toMatchObject({ tags: expect.arrayContaining([`household:${at.sinh}`]), data: { householdId: at.sinh } })
  })

  it('refuses the same paper twice for a payee, and lets it name several', () => {
    const at = requested({ amountDong: 1 })
    at.scenario.when(requestPayment(at.projectId)).refuses('paper-already-recorded')
    at.scenario.when(requestPayment(at.projectId, { payee: { kind: 'supplier', name: 'Công ty thuốc thú y Đồng Hỷ' } })).records('payment-requested')
  })
})

describe('what the Treasury answers', () => {
  it('pays what was requested, and the allocation knows it', () => {
    const at = requested()
    at.scenario.when(makePayment(at.paymentId)).records('payment-made')
    expect(at.scenario.lastEvent).toMatchObject({ tags: expect.arrayContaining(['treasury:GRDT-0147/2023', `allocation:${at.allocationId}`]), data: { amountDong: 20_000_000 } })
    expect(paidDong(at)).toEqual([18_000_000, 2_000_000])
    expect(at.scenario.state(payment(at.paymentId)).paid?.paidOn).toBe('2023-11-18')
  })

  it('pays less, and what it did not pay is free again', () => {
    const at = requested()
    at.scenario.given(makePayment(at.paymentId, { amountDong: 15_000_000 }))
    expect(freeDong(at)).toEqual([13_500_000, 1_500_000])
    expect(paymentTotals(at.scenario.state(projectPayments(at.projectId)))).toEqual({ requestedDong: 0, paidDong: 15_000_000, returnedDong: 0 })
  })

  it('refuses to pay more than was requested', () => {
    const at = requested()
    at.scenario.when(makePayment(at.paymentId, { amountDong: 20_000_001 })).refuses('payment-exceeds-request', { requestedDong: 20_000_000, askedDong: 20_000_001 })
  })

  it('answers an advance by an advance and a payment by a payment', () => {
    const at = requested()
    at.scenario.when(payAdvance(at.paymentId)).refuses('payment-of-other-kind', { kind: 'payment' })
    const advanceId = at.scenario.idOf(requestPayment(at.projectId, { ...another, kind: 'advance', amountDong: 9_000_000 }), 'paymentId')
    at.scenario.when(makePayment(advanceId)).refuses('payment-of-other-kind', { kind: 'advance' })
    at.scenario.when(payAdvance(advanceId)).records('advance-paid')
  })

  it('rejects, and the money is free again', () => {
    const at = requested()
    at.scenario.when(rejectPayment(at.paymentId)).records('payment-rejected')
    expect(freeDong(at)).toEqual([27_000_000, 3_000_000])
  })

  it('answers once, on or after the day of the request', () => {
    const at = requested()
    at.scenario.when(makePayment(at.paymentId, { occurredOn: '2023-11-14' })).refuses('payment-not-yet-requested', { requestedOn: '2023-11-15' })
    at.scenario.given(makePayment(at.paymentId))
    at.scenario.when(rejectPayment(at.paymentId)).refuses('payment-already-answered', { answer: 'paid' })
    const otherId = at.scenario.idOf(requestPayment(at.projectId, { ...another, amountDong: 1 }), 'paymentId')
    at.scenario.given(rejectPayment(otherId)).when(makePayment(otherId)).refuses('payment-already-answered', { answer: 'rejected', answeredOn: '2023-11-18' })
  })

  it('refuses a request that is not there', () => {
    const { scenario } = approved()
    scenario.when(makePayment(unknownId)).refuses('payment-unknown')
    scenario.when(rejectPayment(unknownId)).refuses('payment-unknown')
    scenario.when(returnPayment(unknownId)).refuses('payment-unknown')
  })

  it('uses a reference once, for payments and returns alike', () => {
    const at = paid()
    const { eventId } = at.scenario.lastEvent
    const otherId = at.scenario.idOf(requestPayment(at.projectId, { ...another, amountDong: 1 }), 'paymentId')
    at.scenario.when(makePayment(otherId)).refuses('treasury-reference-used', { treasuryReference: 'GRDT-0147/2023', eventId })
    at.scenario.when(returnPayment(at.paymentId, { treasuryReference: 'GRDT-0147/2023' })).refuses('treasury-reference-used')
    at.scenario.when(makePayment(otherId, { treasuryReference: 'GRDT-0148/2023' })).records('payment-made')
  })
})

describe('returning a payment', () => {
  it('frees the money for the project, line by line', () => {
    const at = paid()
    at.scenario.when(returnPayment(at.paymentId)).records('payment-returned')
    expect([freeDong(at), paidDong(at)]).toEqual([[13_500_000, 1_500_000], [13_500_000, 1_500_000]])
    at.scenario.when(requestPayment(at.projectId, { ...another, amountDong: 15_000_000 })).records('payment-requested')
  })

  it('refuses more than was paid and not yet returned', () => {
    const at = paid()
    at.scenario.given(returnPayment(at.paymentId))
    const again = (amountDong: number) => returnPayment(at.paymentId, { amountDong, treasuryReference: 'GNT-0013/2023', paper: paper('03/GNT') })
    at.scenario.when(again(15_000_001)).refuses('return-exceeds-paid', { leftDong: 15_000_000 })
    at.scenario.when(again(15_000_000)).records('payment-returned')
    at.scenario.when(returnPayment(at.paymentId, { treasuryReference: 'GNT-0014/2023' })).refuses('paper-already-recorded')
  })

  it('refuses what was not paid by the day', () => {
    const at = requested()
    at.scenario.when(returnPayment(at.paymentId)).refuses('payment-not-paid-on-day', { day: '2023-12-28' })
    at.scenario.given(makePayment(at.paymentId)).when(returnPayment(at.paymentId, { occurredOn: '2023-11-17' })).refuses('payment-not-paid-on-day')
  })
})

describe('payments entered late', () => {
  it('give the same state in whatever order different days are entered', () => {
    const [one, other] = [approved(), approved()]
    const first = (projectId: string) => requestPayment(projectId, { amountDong: 3_000_000 })
    const second = (projectId: string) => requestPayment(projectId, { ...another, amountDong: 6_000_000, occurredOn: '2023-11-16' })
    one.scenario.given(first(one.projectId), second(one.projectId))
    other.scenario.given(second(other.projectId), first(other.projectId))
    expect(freeDong(one)).toEqual(freeDong(other))
  })

  it('count against the approved budget, whatever the counterpart', () => {
    const at = proposed()
    at.scenario.given(approveProject(at.projectId, at, { budget: budgetOf(at.allocationId, 26_000_000), counterpart: { ...counterpart, cashDong: 10_000_000 } }))
    at.scenario.when(requestPayment(at.projectId, { amountDong: 29_000_001 })).refuses('payment-exceeds-budget', { leftDong: 29_000_000 })
  })
})
