import { paymentRequested } from '../catalogue/payment-events.js'
import { budgetOfLines } from '../core/budget-lines.js'
import { decision } from '../core/decision.js'
import { Dong, Id, OneOf, Part, Text } from '../core/fields.js'
import { formatDong } from '../core/language.js'
import { splitAcross, sumDong } from '../core/money.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, Refusal } from '../core/refusal.js'
import { household } from '../household/household.js'
import { approvedOn } from '../project/project-on-day.js'
import { project } from '../project/project.js'
import { PayeeFields, payeeOf } from './payee.js'
import { paymentKinds, type PaymentKind } from './payment-kind.js'
import { freeLines, projectPayments } from './project-payments.js'

/** Requests an advance or a payment from the Treasury out of a project's approved budget. */
export class RequestPayment extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
  @OneOf('Hình thức chi', 'Kind', paymentKinds) kind!: PaymentKind
  @Part('Bên nhận', 'Payee', PayeeFields) payee!: PayeeFields
  @Dong('Số tiền đề nghị', 'Amount', { example: 120_000_000 }) amountDong!: number
  @Text('Nội dung chi', 'Purpose', { max: 500, example: 'Mua bò giống sinh sản đợt 1' }) purpose!: string
}

const refuse = defineRefusals({
  'payment-exceeds-budget': {
    rule: 'What is requested and not rejected, and what was paid and not returned, stays within the approved budget.', source: 'design',
    vi: ({ leftDong, askedDong }: { leftDong: number; askedDong: number }) => `Ngân sách được phê duyệt của dự án chỉ còn ${formatDong(leftDong)} chưa đề nghị chi, không đủ ${formatDong(askedDong)}.`,
    en: ({ leftDong, askedDong }: { leftDong: number; askedDong: number }) => `Of the project's approved budget ${formatDong(leftDong)} are left to be requested, not ${formatDong(askedDong)}.`,
  },
})

const kind = paymentRequested.type

/** One paper may ask for several payees, each once. */
const paperSubject = ({ projectId, kind: of, payee }: RequestPayment): string => `project:${projectId} ${of} ${payee.kind}:${payee.householdId ?? payee.name ?? ''}`

export const requestPayment = decision(RequestPayment, {
  title: { vi: 'Đề nghị tạm ứng, thanh toán', en: 'Request a payment' },
  records: paymentRequested,
  reads: (command) => ({
    project: project(command.projectId),
    payments: projectPayments(command.projectId),
    households: command.payee.householdId === undefined ? [] : [household(command.payee.householdId)],
    paperRecord: paperRecord(paperId(kind, paperSubject(command), command.paper)),
  }),
  decide(states, command, { newId }) {
    const { projectId, amountDong, purpose, occurredOn, paper } = command
    const approved = approvedOn(projectId, states.project, occurredOn)
    if (approved instanceof Refusal) return approved
    const payee = payeeOf(command.payee, states.households[0], occurredOn)
    if (payee instanceof Refusal) return payee
    const recorded = refuseIfRecorded(paper, states.paperRecord)
    if (recorded) return recorded
    const paymentId = newId('payment')
    const free = freeLines(states.payments, paymentId)
    const leftDong = sumDong(free)
    if (amountDong > leftDong) return refuse('payment-exceeds-budget', { leftDong, askedDong: amountDong })
    const data = { paymentId, projectId, kind: command.kind, payee, amountDong, purpose, budget: budgetOfLines(splitAcross(free, amountDong)) }
    return [paymentRequested(data, { occurredOn, paper, unit: approved.proposal.unit, ruleSetId: approved.approval.ruleSetId }, [paperTag(kind, paperSubject(command), paper)])]
  },
})
