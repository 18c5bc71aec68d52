import { assignCapital, classifyHousehold, commune, formGroup, fundingLineOf, openProgramme, paper, publishRuleSet, registerCommune, registerHouseholdOf, registerUnit, rules } from './examples.js'
import { Scenario, type ScenarioCommand } from './scenario.js'

type Fields = Readonly<Record<string, unknown>>

/** The days of an ordinary project, in their order. */
export const days = {
  proposed: '2023-06-01', approved: '2023-10-30', contributed: '2023-11-10', handedOver: '2023-11-20', owed: '2023-11-25', poolOpened: '2024-11-01', selected: '2024-11-05', recovered: '2024-11-20',
  passedOn: '2024-12-20', paymentRequested: '2023-11-15', paid: '2023-11-18', returned: '2023-12-28', released: '2024-01-31',
}

const communePaper = (number: string, date: string) => ({ ...paper(number, date), issuer: 'UBND xã Văn Hán' })

/**
 * A commune with capital, a rule set and a group: poor Sính, near-poor Lan, newly escaped Minh, and Hòa, which is experienced
 * and not poor. Poor Tâm is outside of the group.
 */
export const village = (ruleFields: Fields = {}) => {
  const scenario = new Scenario().given(registerUnit(), registerCommune())
  const programmeId = scenario.idOf(openProgramme(), 'programmeId')
  scenario.given(publishRuleSet(programmeId, { rules: { ...rules, ...ruleFields } }))
  const allocationId = scenario.idOf(assignCapital(programmeId, { fundingLines: [fundingLineOf({ amountDong: 60_000_000 }), fundingLineOf({ source: 'provincial', amountDong: 6_000_000 })] }), 'allocationId')
  const classified = (citizenNumber: string, fields: Fields): string => {
    const householdId = scenario.idOf(registerHouseholdOf(citizenNumber), 'householdId')
    scenario.given(classifyHousehold(householdId, fields))
    return householdId
  }
  const sinh = classified('019185000001', {})
  const lan = classified('019185000002', { povertyClass: 'near-poor' })
  const minh = classified('019185000003', { povertyClass: 'newly-escaped', escapedOn: '2022-12-01' })
  const hoa = classified('019185000004', { povertyClass: 'not-poor' })
  const tam = classified('019185000005', {})
  const groupId = scenario.idOf(formGroup([sinh, lan, minh, hoa]), 'groupId')
  return { scenario, programmeId, allocationId, groupId, sinh, lan, minh, hoa, tam }
}
export type Village = ReturnType<typeof village>

export const proposeProject = ({ programmeId, groupId }: Pick<Village, 'programmeId' | 'groupId'>, fields: Fields = {}): ScenarioCommand => ({
  name: 'propose-project',
  fields: {
    occurredOn: days.proposed, paper: communePaper('12/ĐĐN', days.proposed), programmeId, groupId, name: 'Chăn nuôi bò sinh sản xóm Thịnh Đức',
    mode: 'community', kind: 'livestock', unit: commune, proposedCostDong: 38_000_000, ...fields,
  },
})

export const counterpart = { cashDong: 4_000_000, goodsDong: 3_000_000, labourHalfDays: 8, labourDayPriceDong: 250_000 }

/** Thirty million đồng of two sources; with the households' own eight they are 78.9 percent of the cost. */
export const budgetOf = (allocationId: string, centralDong = 27_000_000, provincialDong = 3_000_000) => [
  { allocationId, fundingLines: [fundingLineOf({ amountDong: centralDong }), fundingLineOf({ source: 'provincial', amountDong: provincialDong })] },
]

export const approveProject = (projectId: string, { allocationId, sinh, lan }: Pick<Village, 'allocationId' | 'sinh' | 'lan'>, fields: Fields = {}): ScenarioCommand => ({
  name: 'approve-project',
  fields: {
    occurredOn: days.approved, paper: communePaper('3456/QĐ-UBND', days.approved), projectId, budget: budgetOf(allocationId), counterpart,
    beneficiaries: [{ householdId: sinh, supportDong: 14_000_000 }, { householdId: lan, supportDong: 12_000_000 }], ...fields,
  },
})

export const rejectProject = (projectId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'reject-project',
  fields: { occurredOn: days.approved, paper: communePaper('3457/QĐ-UBND', days.approved), projectId, reason: 'Chưa đủ hộ đăng ký đối ứng', ...fields },
})

export const recordContribution = (projectId: string, householdId: string, fields: Fields = { cash: { amountDong: 2_000_000 } }): ScenarioCommand => ({
  name: 'record-contribution',
  fields: { occurredOn: days.contributed, paper: communePaper('01/PT', days.contributed), projectId, householdId, ...fields },
})

export const pledgeContribution = (projectId: string, householdId: string, fields: Fields = { cash: { amountDong: 2_000_000 } }): ScenarioCommand => ({
  name: 'pledge-contribution',
  fields: { occurredOn: '2023-06-10', paper: communePaper('01/CK', '2023-06-10'), projectId, householdId, ...fields },
})

export const reverseContribution = (contributionId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'reverse-contribution',
  fields: { occurredOn: '2024-03-08', paper: communePaper('02/BB-GG', '2024-03-08'), contributionId, reason: 'Trả lại hộ do không dùng hết', ...fields },
})

export const handOverMoney = (projectId: string, householdId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'hand-over-money',
  fields: { occurredOn: days.handedOver, paper: communePaper('05/BB-BG', days.handedOver), projectId, householdId, amountDong: 10_000_000, ...fields },
})

export const handOverAnimal = (projectId: string, householdId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'hand-over-animal',
  fields: {
    occurredOn: days.handedOver, paper: communePaper('06/BB-BG', days.handedOver), projectId, householdId, species: 'cow', animalTag: 'TN-0001', weightGrams: 180_000, valueDong: 12_000_000, ...fields,
  },
})

export const handOverGoods = (projectId: string, householdId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'hand-over-goods',
  fields: {
    occurredOn: days.handedOver, paper: communePaper('07/BB-BG', days.handedOver), projectId, householdId,
    items: [{ item: 'Cám hỗn hợp', quantity: 10, unitName: 'bao', unitPriceDong: 300_000 }, { item: 'Máng ăn', quantity: 2, unitName: 'cái', unitPriceDong: 250_000 }], ...fields,
  },
})

export const recordHandoverRefusal = (projectId: string, householdId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'record-handover-refusal',
  fields: {
    occurredOn: days.handedOver, paper: communePaper('08/BB-TC', days.handedOver), projectId, householdId, what: 'animal', animalTag: 'TN-0001', reason: 'Trâu gầy yếu', ...fields,
  },
})

export const createObligation = (projectId: string, householdId: string, fields: Fields = { amountDong: 4_000_000 }): ScenarioCommand => ({
  name: 'create-obligation',
  fields: { occurredOn: days.owed, paper: communePaper('07/BB-CK', days.owed), projectId, householdId, dueOn: '2026-10-30', ...fields },
})

export const recordRecovery = (obligationId: string, fields: Fields = { amountDong: 3_000_000 }): ScenarioCommand => ({
  name: 'record-recovery',
  fields: { occurredOn: days.recovered, paper: communePaper('21/PT', days.recovered), obligationId, ...fields },
})

export const passOnSupport = (projectId: string, householdId: string, fields: Fields = { amountDong: 2_000_000 }): ScenarioCommand => ({
  name: 'pass-on-support',
  fields: { occurredOn: days.passedOn, paper: communePaper('30/BB-LC', days.passedOn), projectId, householdId, ...fields },
})

export const rescheduleObligation = (obligationId: string, instalments: readonly Fields[], fields: Fields = {}): ScenarioCommand => ({
  name: 'reschedule-obligation',
  fields: { occurredOn: days.recovered, paper: communePaper('25/BB', days.recovered), obligationId, instalments, reason: 'Gia đình gặp khó khăn sau lũ', ...fields },
})

export const openPool = (projectId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'open-pool',
  fields: { occurredOn: days.poolOpened, paper: communePaper('26/BBH', days.poolOpened), projectId, ...fields },
})

/** These households in this order. */
export const rankCandidates = (projectId: string, householdIds: readonly string[], fields: Fields = {}): ScenarioCommand => ({
  name: 'rank-candidates',
  fields: {
    occurredOn: days.selected, paper: communePaper('27/BBH', days.selected), projectId,
    candidates: householdIds.map((householdId, index) => ({ householdId, rank: index + 1, reasons: ['never-supported', 'has-labour'] })), ...fields,
  },
})

export const selectRecipient = (projectId: string, householdId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'select-recipient',
  fields: { occurredOn: days.selected, paper: communePaper('27/BBH', days.selected), projectId, householdId, ...fields },
})

export const resolveSurplus = (projectId: string, fields: Fields = { amountDong: 400_000 }): ScenarioCommand => ({
  name: 'resolve-surplus',
  fields: { occurredOn: days.passedOn, paper: communePaper('31/BBH', days.passedOn), projectId, use: 'community-fund', reason: 'Không còn hộ đủ điều kiện', ...fields },
})

export const closePool = (projectId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'close-pool',
  fields: { occurredOn: '2025-06-30', paper: communePaper('32/BBH', '2025-06-30'), projectId, ...fields },
})

export const requestPayment = (projectId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'request-payment',
  fields: {
    occurredOn: days.paymentRequested, paper: communePaper('41/ĐN-TT', days.paymentRequested), projectId, kind: 'payment',
    payee: { kind: 'supplier', name: 'Hợp tác xã chăn nuôi Hợp Tiến' }, amountDong: 20_000_000, purpose: 'Mua bò giống sinh sản đợt 1', ...fields,
  },
})

const treasuryPaper = (number: string, date: string) => ({ ...paper(number, date), issuer: 'Kho bạc Nhà nước khu vực' })

export const makePayment = (paymentId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'make-payment',
  fields: { occurredOn: days.paid, paper: treasuryPaper('GRDT-0147', days.paid), paymentId, treasuryReference: 'GRDT-0147/2023', ...fields },
})

export const payAdvance = (paymentId: string, fields: Fields = {}): ScenarioCommand => ({ ...makePayment(paymentId, fields), name: 'pay-advance' })

export const rejectPayment = (paymentId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'reject-payment',
  fields: { occurredOn: days.paid, paper: treasuryPaper('15/TB-KBNN', days.paid), paymentId, reason: 'Thiếu biên bản nghiệm thu', ...fields },
})

export const returnPayment = (paymentId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'return-payment',
  fields: { occurredOn: days.returned, paper: communePaper('02/GNT', days.returned), paymentId, amountDong: 5_000_000, treasuryReference: 'GNT-0012/2023', ...fields },
})

export const releaseCapital = (projectId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'release-capital',
  fields: { occurredOn: days.released, paper: communePaper('60/QĐ-UBND', days.released), projectId, ...fields },
})

/** The village with a proposed project. */
export const proposed = (ruleFields: Fields = {}) => {
  const at = village(ruleFields)
  return { ...at, projectId: at.scenario.idOf(proposeProject(at), 'projectId') }
}

/** The village with an approved project. */
export const approved = (ruleFields: Fields = {}) => {
  const at = proposed(ruleFields)
  at.scenario.given(approveProject(at.projectId, at))
  return { ...at, approvalId: at.scenario.lastEvent.eventId }
}

/** The village with a project in which Sính got ten million đồng and owes four of them, and Lan got a cow and owes one. */
export const owing = (ruleFields: Fields = {}) => {
  const at = approved(ruleFields)
  const { scenario, projectId, sinh, lan } = at
  const record = (command: ScenarioCommand, field: string) => ({ id: scenario.idOf(command, field), eventId: scenario.lastEvent.eventId })
  const money = record(handOverMoney(projectId, sinh), 'handoverId')
  const animal = record(handOverAnimal(projectId, lan), 'handoverId')
  const moneyObligation = record(createObligation(projectId, sinh), 'obligationId')
  const animalObligation = record(createObligation(projectId, lan, { animals: { species: 'cow', count: 1 } }), 'obligationId')
  return { ...at, money, animal, moneyObligation, animalObligation }
}

/** The same, after Sính gave three million đồng back and Lan a calf; Minh and then Tâm were selected to be next. */
export const pooled = (ruleFields: Fields = {}) => {
  const at = owing(ruleFields)
  const { scenario, projectId, minh, tam } = at
  scenario.given(openPool(projectId), rankCandidates(projectId, [minh, tam]), selectRecipient(projectId, minh), selectRecipient(projectId, tam))
  scenario.given(recordRecovery(at.moneyObligation.id))
  const moneyRecoveryId = scenario.lastEvent.eventId
  scenario.given(recordRecovery(at.animalObligation.id, { animals: calf }))
  return { ...at, moneyRecoveryId, animalRecoveryId: scenario.lastEvent.eventId }
}

export const calf = { species: 'cow', tags: [{ animalTag: 'TN-0101' }], valueDong: 9_000_000 }

/** The days of a whole life, in their order, around those of the approval and of the rotation. */
export const stageDays = {
  submitted: '2023-07-03', returned: '2023-07-20', resubmitted: '2023-08-10', appraised: '2023-09-12', contracted: '2023-11-05', started: '2023-11-12', suspended: '2024-03-01',
  resumed: '2024-04-15', extended: '2024-09-10', accepted: '2024-10-25', completed: '2024-11-15', closed: '2025-02-20', cancelled: '2024-05-06',
}

const stageCommand = (name: string, [number, occurredOn]: readonly [string, string], own: Fields = {}) => (projectId: string, fields: Fields = {}): ScenarioCommand =>
  ({ name, fields: { occurredOn, paper: communePaper(number, occurredOn), projectId, ...own, ...fields } })

export const submitProject = stageCommand('submit-project', ['14/TTr-UBND', stageDays.submitted])
export const returnProject = stageCommand('return-project', ['15/TB-TTĐ', stageDays.returned], { reasons: 'Bổ sung biên bản họp xóm' })
export const resubmitProject = stageCommand('resubmit-project', ['18/TTr-UBND', stageDays.resubmitted])
export const withdrawProject = stageCommand('withdraw-project', ['19/ĐN', stageDays.resubmitted], { reason: 'Nhóm chưa chuẩn bị đủ chuồng trại' })
export const appraiseProject = stageCommand('appraise-project', ['20/BB-HĐTĐ', stageDays.appraised], { votesFor: 6, votesAgainst: 1, votesAbstained: 0, opinion: 'approve', remarks: 'Quy mô phù hợp' })
export const signContract = stageCommand('sign-contract', ['15/2023/HĐ-CG', stageDays.contracted], { contractorName: 'Hợp tác xã Giống vật nuôi Sông Cầu', amountDong: 25_000_000, endsOn: '2024-06-30' })
export const startProject = stageCommand('start-project', ['22/TB-UBND', stageDays.started])
export const suspendProject = stageCommand('suspend-project', ['23/QĐ-UBND', stageDays.suspended], { reason: 'Dịch lở mồm long móng trên địa bàn' })
export const resumeProject = stageCommand('resume-project', ['24/QĐ-UBND', stageDays.resumed])
export const extendProject = stageCommand('extend-project', ['25/QĐ-UBND', stageDays.extended], { endsOn: '2025-04-30', reason: 'Con giống bàn giao chậm do dịch bệnh' })
export const acceptProject = stageCommand('accept-project', ['26/BB-NT', stageDays.accepted], { remarks: 'Đủ số lượng theo quyết định' })
export const completeProject = stageCommand('complete-project', ['27/QĐ-QT', stageDays.completed], { settledDong: 29_500_000 })
export const closeProject = stageCommand('close-project', ['28/BB-KT', stageDays.closed])
export const cancelProject = stageCommand('cancel-project', ['29/QĐ-UBND', stageDays.cancelled], { reason: 'Không lựa chọn được đơn vị cung ứng' })

/** The village with a project that is in progress. */
export const running = (ruleFields: Fields = {}) => {
  const at = approved(ruleFields)
  at.scenario.given(startProject(at.projectId))
  return { ...at, startId: at.scenario.lastEvent.eventId }
}
