import type { Approved, World } from './approval.js'
import { approverOn, paperOf } from './areas.js'
import type { Book } from './book.js'
import { Chance } from './chance.js'
import { daysUntilCancelled } from './contributions.js'
import { addDays, addMonths, lastDay } from './days.js'
import type { HandedOver } from './handovers.js'
import type { Proposed } from './project-life.js'
import type { ProjectPlan } from './project-plan.js'

const reasons = ['Chưa đủ hộ đăng ký đối ứng', 'Địa điểm đề xuất nằm trong hành lang bảo vệ nguồn nước', 'Phương án tiêu thụ sản phẩm chưa rõ ràng', 'Trùng nội dung hỗ trợ với dự án đang thực hiện trên địa bàn']
const revisions = ['Bổ sung biên bản họp xóm và danh sách hộ đăng ký', 'Làm rõ phương án chuồng trại và nguồn thức ăn', 'Bổ sung cam kết đối ứng của các hộ', 'Rà soát lại đơn giá con giống, vật tư']
const remarks = ['Quy mô phù hợp với điều kiện của địa phương', 'Các hộ có đất, có lao động và cam kết đối ứng', 'Hồ sơ đầy đủ, phương án khả thi']

/** From the submission to the council's opinion, within 24 days of the proposal. */
export const appraise = (proposed: Proposed, { book }: World): void => {
  const { plan } = proposed
  const moving = movesOf(proposed, book)
  const chance = new Chance(`appraisal ${plan.index}`)
  const submittedOn = addDays(plan.proposedOn, chance.between(2, 4))
  if (plan.outcome === 'undecided') return leaveUndecided(proposed, book)
  moving.byGroup('submit-project', submittedOn, 2, 'Tờ trình đề nghị thẩm định dự án')
  if (plan.outcome === 'withdrawn') return moving.byGroup('withdraw-project', addDays(submittedOn, 9), 3, 'Đơn xin rút hồ sơ dự án', { reason: 'Nhóm chưa chuẩn bị đủ chuồng trại, xin lùi sang năm sau' })
  let submittedLastOn = submittedOn
  if (plan.sentBack !== undefined) {
    if (plan.sentBack === 'by opinion') moving.byCouncil(addDays(submittedOn, 3), { opinion: 'revise', votesFor: 3, votesAgainst: 2, votesAbstained: 2, remarks: revisions[plan.index % revisions.length] })
    moving.byOffice('return-project', addDays(submittedOn, 5), 'Trả lại hồ sơ để chỉnh sửa, bổ sung', { reasons: revisions[plan.index % revisions.length] })
    submittedLastOn = addDays(submittedOn, chance.between(9, 12))
    moving.byGroup('resubmit-project', submittedLastOn, 3, 'Tờ trình đề nghị thẩm định lại dự án')
  }
  const votesAgainst = chance.between(0, 1)
  const appraisedOn = addDays(submittedLastOn, chance.between(4, 8))
  if (plan.outcome !== 'rejected') return moving.byCouncil(appraisedOn, { opinion: 'approve', votesFor: 7 - votesAgainst, votesAgainst, votesAbstained: chance.between(0, 1), remarks: remarks[plan.index % remarks.length] })
  moving.byCouncil(appraisedOn, { opinion: 'reject', votesFor: 2, votesAgainst: 5, votesAbstained: 0, remarks: reasons[plan.index % reasons.length] })
}

/** What was proposed in 2026 stands at one step or another. */
const leaveUndecided = (proposed: Proposed, book: Book): void => {
  const { plan: { index, proposedOn } } = proposed
  const moving = movesOf(proposed, book)
  const steps = [
    () => moving.byGroup('submit-project', addDays(proposedOn, 3), 2, 'Tờ trình đề nghị thẩm định dự án'),
    () => moving.byOffice('return-project', addDays(proposedOn, 8), 'Trả lại hồ sơ để chỉnh sửa, bổ sung', { reasons: revisions[index % revisions.length] }),
    () => moving.byGroup('resubmit-project', addDays(proposedOn, 15), 3, 'Tờ trình đề nghị thẩm định lại dự án'),
    () => moving.byCouncil(addDays(proposedOn, 21), { opinion: 'approve', votesFor: 6, votesAgainst: 1, votesAbstained: 0, remarks: remarks[index % remarks.length] }),
  ]
  for (const step of steps.slice(0, index % 5)) step()
}

export const reject = (proposed: Proposed, { book }: World): void => {
  const { plan, row } = proposed
  const day = addDays(plan.proposedOn, new Chance(`rejection ${plan.index}`).between(26, 45))
  book.enter('reject-project', { projectId: row, reason: reasons[plan.index % reasons.length], occurredOn: day, paper: officePaper(plan, day, 700, 'Không phê duyệt dự án') })
}

/** Where nobody could deliver, what households had brought was given back to them. */
export const cancel = (approved: Approved, { book }: World): void => {
  const day = cancelledOn(approved)
  book.enter('cancel-project', { projectId: approved.row, reason: 'Không lựa chọn được đơn vị cung ứng bảo đảm chất lượng', occurredOn: day, paper: officePaper(approved.plan, day, 2_600, 'Hủy bỏ quyết định phê duyệt dự án') })
}

export const cancelledOn = ({ approvedOn }: Approved): string => addDays(approvedOn, daysUntilCancelled)

/** Contract and start, before anything is handed over; groups that get money buy for themselves. */
export const start = (approved: Approved, { book }: World): void => {
  const { plan, row, group, approvedOn, supported } = approved
  const chance = new Chance(`start ${plan.index}`)
  const signedOn = addDays(approvedOn, chance.between(9, 18))
  if (plan.trade.animals !== undefined || plan.mode === 'value-chain') {
    const amountDong = supported.reduce((sum, { supportDong }) => sum + supportDong, 0)
    book.enter('sign-contract', {
      projectId: row, contractorName: supplierOf(plan), amountDong, endsOn: addMonths(signedOn, 8), occurredOn: signedOn,
      paper: { number: `${10 + plan.index}/${signedOn.slice(0, 4)}/HĐ-CG`, date: signedOn, issuer: group, title: 'Hợp đồng cung ứng con giống, vật tư' },
    })
  }
  const startedOn = addDays(signedOn, chance.between(3, 12))
  if (startedOn <= lastDay) book.enter('start-project', { projectId: row, occurredOn: startedOn, paper: officePaper(plan, startedOn, 3_100, 'Triển khai thực hiện dự án') })
}

const suppliers = ['Hợp tác xã Giống vật nuôi', 'Hợp tác xã Nông nghiệp', 'Công ty TNHH Giống cây trồng, vật nuôi', 'Trung tâm Dịch vụ nông nghiệp'] as const

export const supplierOf = ({ index, commune }: ProjectPlan): string => `${suppliers[index % suppliers.length] ?? ''} ${commune.district.name.replace(/^(Huyện|Thành phố) /, '')}`

/** Suspensions, extensions, acceptance and settlement, as far as the sample's days go; gives the day of its completion. */
export const carryOn = (handedOver: HandedOver, { book }: World): string | undefined => {
  const { plan, row, group } = handedOver
  const chance = new Chance(`course ${plan.index}`)
  const enter = (command: string, day: string, series: number, title: string, plain: object = {}) =>
    day <= lastDay && void book.enter(command, { projectId: row, ...plain, occurredOn: day, paper: officePaper(plan, day, series, title) })
  if (plan.isSuspended) {
    const suspendedOn = addDays(handedOver.handedOverOn, chance.between(25, 45))
    enter('suspend-project', suspendedOn, 900, 'Tạm dừng thực hiện dự án', { reason: plan.trade.animals ? 'Dịch bệnh gia súc trên địa bàn' : 'Mưa lũ gây ngập úng vùng sản xuất' })
    enter('resume-project', addDays(suspendedOn, chance.between(50, 90)), 950, 'Tiếp tục thực hiện dự án')
  }
  const endsOn = plan.isExtended ? addMonths(handedOver.endsOn, chance.between(4, 8)) : handedOver.endsOn
  if (plan.isExtended) enter('extend-project', addDays(handedOver.endsOn, -40), 1_400, 'Gia hạn thời gian thực hiện dự án', { endsOn, reason: 'Con giống, vật tư bàn giao chậm so với kế hoạch' })
  const acceptedOn = addDays(endsOn, -chance.between(0, 25))
  if (acceptedOn <= lastDay) {
    book.enter('accept-project', { projectId: row, remarks: 'Đủ số lượng theo quyết định, sinh trưởng tốt', occurredOn: acceptedOn, paper: { number: '05/BBNT', date: acceptedOn, issuer: group, title: 'Biên bản nghiệm thu dự án' } })
  }
  const completedOn = addDays(acceptedOn, chance.between(25, 60))
  return completedOn <= lastDay ? completedOn : undefined
}

export const complete = ({ plan, row }: HandedOver, completedOn: string, settledDong: number, { book }: World): void => {
  book.enter('complete-project', { projectId: row, settledDong, occurredOn: completedOn, paper: officePaper(plan, completedOn, 1_700, 'Phê duyệt quyết toán dự án hoàn thành') })
}

/** Nothing is owed any more and the pool is empty. */
export const close = ({ plan, row }: HandedOver, after: readonly string[], { book }: World): void => {
  const day = addDays([...after].sort().at(-1) ?? lastDay, 14)
  if (day <= lastDay) book.enter('close-project', { projectId: row, occurredOn: day, paper: officePaper(plan, day, 2_200, 'Kết thúc dự án') })
}

const officePaper = ({ index, commune }: ProjectPlan, day: string, series: number, title: string) => paperOf(approverOn(commune, day), `${series + index}/UBND-NN`, day, title)

/** The papers by which a dossier moves between the group, the council and the office that decides. */
const movesOf = ({ plan, row, group }: Proposed, book: Book) => ({
  byGroup: (command: string, day: string, number: number, title: string, plain: object = {}): void =>
    void book.enter(command, { projectId: row, ...plain, occurredOn: day, paper: { number: `0${number}/TTr`, date: day, issuer: group, title } }),
  byOffice: (command: string, day: string, title: string, plain: object = {}): void => void book.enter(command, { projectId: row, ...plain, occurredOn: day, paper: officePaper(plan, day, 400, title) }),
  byCouncil: (day: string, votes: object): void =>
    void book.enter('appraise-project', { projectId: row, ...votes, occurredOn: day, paper: paperOf(approverOn(plan.commune, day), `${30 + plan.index}/BB-HĐTĐ`, day, 'Biên bản họp hội đồng thẩm định dự án') }),
})
