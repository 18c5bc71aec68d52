import type { Day } from '../core/day.js'
import type { ProjectStage } from '../project/project-stage.js'
import {
  addHouseholdMember, adjustCapital, admitGroupMember, agreeGroupRules, assignCapital, changeGroupLeader, classifyHousehold, correctEvent, fundingLineOf, paper, setPovertyTarget, withdrawGroupMember, withoutDayAndPaper,
} from './examples.js'
import {
  acceptProject, appraiseProject, approveProject, budgetOf, cancelProject, closeProject, completeProject, createObligation, extendProject, handOverAnimal, handOverGoods, handOverMoney, makePayment, openPool, passOnSupport, rankCandidates, rescheduleObligation,
  resolveSurplus, selectRecipient, closePool, payAdvance, pledgeContribution, proposeProject, recordContribution, recordHandoverRefusal, recordRecovery, rejectPayment, rejectProject, releaseCapital, requestPayment, resubmitProject, resumeProject, returnPayment,
  returnProject, reverseContribution, signContract, startProject, submitProject, suspendProject, withdrawProject, type Village,
} from './examples-project.js'
import type { Draw } from './random-lives.js'
import type { Scenario, ScenarioCommand } from './scenario.js'

interface Turn {
  readonly scenario: Scenario
  readonly village: Village
  readonly day: Day
  /** Of the step: papers are numbered by it. */
  readonly number: number
}

/** What a command is made of: the things that the draw picks, of those that there are. */
interface Picked {
  readonly village: Village
  readonly projectId: string
  readonly householdId: string
  readonly others: readonly string[]
  /** A household and the project that handed something over to it, where there is one. */
  readonly supported: { readonly projectId: string; readonly householdId: string }
  /** A project that has a pool, where there is one, and a household that was selected for one. */
  readonly pooled: string
  readonly chosen: { readonly projectId: string; readonly householdId: string }
  readonly amountDong: number
  readonly day: Day
  readonly common: { readonly occurredOn: Day; readonly paper: ReturnType<typeof paper> }
  readonly draw: Draw
  readonly idOf: (type: string, field: string) => string
}

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'
const amounts = [1, 250_000, 700_000, 1_500_000, 2_000_000, 3_000_001, 5_000_000, 7_000_000, 10_000_000, 40_000_000]

const commands = {
  'set-target': ({ common, draw }) => setPovertyTarget({ ...common, year: 2023 + (draw.other % 3) }),
  'assign-capital': ({ village, common, amountDong, draw, idOf }) => assignCapital(village.programmeId, {
    ...common, fundingLines: [fundingLineOf({ amountDong: 2 * amountDong })], ...(draw.other % 2 === 0 ? {} : { fromAllocationId: idOf('capital-assigned', 'allocationId') }),
  }),
  'adjust-capital': ({ common, amountDong, draw, idOf }) => adjustCapital(idOf('capital-assigned', 'allocationId'), [{ changeDong: draw.other % 2 === 0 ? amountDong : -amountDong }], common),
  classify: ({ householdId, common, day, draw }) => classifyHousehold(householdId, { ...common, validFrom: day, povertyClass: ['poor', 'near-poor', 'not-poor'][draw.other % 3] }),
  'add-member': ({ householdId, common, draw }) => addHouseholdMember(householdId, { ...common, member: { relation: 'child', name: 'Triệu Thị Mai', gender: 'female', citizenNumber: `0193100${String(10_000 + draw.other)}` } }),
  'admit-to-group': ({ village, householdId, common }) => admitGroupMember(village.groupId, householdId, common),
  'withdraw-from-group': ({ village, householdId, common }) => withdrawGroupMember(village.groupId, householdId, common),
  'change-leader': ({ village, householdId, common }) => changeGroupLeader(village.groupId, householdId, common),
  'agree-rules': ({ village, common }) => agreeGroupRules(village.groupId, common),
  propose: ({ village, common, draw }) => proposeProject(village, { ...common, name: `Dự án ${draw.other}`, mode: draw.other % 3 === 0 ? 'value-chain' : 'community' }),
  submit: ({ projectId, common }) => submitProject(projectId, common),
  return: ({ projectId, common }) => returnProject(projectId, common),
  resubmit: ({ projectId, common }) => resubmitProject(projectId, common),
  withdraw: ({ projectId, common }) => withdrawProject(projectId, common),
  appraise: ({ projectId, common, draw }) => appraiseProject(projectId, { ...common, votesFor: draw.other % 5, votesAgainst: 2 }),
  approve: ({ village, projectId, common, others, draw }) => {
    const supportDong = [5_000_000, 7_000_000, 10_000_000, 12_000_000][draw.amount % 4] as number
    return approveProject(projectId, village, {
      ...common, budget: budgetOf(village.allocationId, others.length * supportDong, 500_000), endsOn: '2025-12-31',
      beneficiaries: others.map((householdId) => ({ householdId, supportDong })),
      counterpart: { cashDong: (others.length * supportDong) / (draw.amount % 5 === 0 ? 8 : 4), goodsDong: 500_000, labourHalfDays: 9, labourDayPriceDong: 250_001 },
    })
  },
  reject: ({ projectId, common }) => rejectProject(projectId, common),
  contract: ({ projectId, common, amountDong }) => signContract(projectId, { ...common, amountDong, endsOn: '2026-01-31' }),
  start: ({ projectId, common }) => startProject(projectId, common),
  suspend: ({ projectId, common }) => suspendProject(projectId, common),
  resume: ({ projectId, common }) => resumeProject(projectId, common),
  extend: ({ projectId, common, draw }) => extendProject(projectId, { ...common, endsOn: `2026-0${1 + (draw.other % 9)}-28` }),
  accept: ({ projectId, common }) => acceptProject(projectId, common),
  complete: ({ projectId, common, amountDong }) => completeProject(projectId, { ...common, settledDong: amountDong }),
  close: ({ projectId, common }) => closeProject(projectId, common),
  cancel: ({ projectId, common }) => cancelProject(projectId, common),
  'release-capital': ({ projectId, common }) => releaseCapital(projectId, common),
  'request-payment': ({ projectId, common, amountDong, draw }) => requestPayment(projectId, { ...common, amountDong, kind: draw.other % 3 === 0 ? 'advance' : 'payment' }),
  pay: ({ common, draw, idOf }) => makePayment(idOf('payment-requested', 'paymentId'), { ...common, treasuryReference: `GRDT-${draw.other}` }),
  advance: ({ common, draw, idOf }) => payAdvance(idOf('payment-requested', 'paymentId'), { ...common, treasuryReference: `GRDT-${draw.other}` }),
  'reject-payment': ({ common, idOf }) => rejectPayment(idOf('payment-requested', 'paymentId'), common),
  'return-payment': ({ common, amountDong, draw, idOf }) => returnPayment(idOf('payment-requested', 'paymentId'), { ...common, amountDong, treasuryReference: `GNT-${draw.other}` }),
  pledge: ({ projectId, householdId, common, amountDong }) => pledgeContribution(projectId, householdId, { ...common, cash: { amountDong } }),
  contribute: ({ projectId, householdId, common, amountDong, draw }) => recordContribution(projectId, householdId, {
    ...common, ...[{ cash: { amountDong } }, { labour: { halfDays: 3 } }, { goods: { item: 'Rơm', quantity: 10, unitName: 'cuộn', unitPriceDong: 30_000, amountDong: 300_000 } }][draw.other % 3],
  }),
  'reverse-contribution': ({ common, idOf }) => reverseContribution(idOf('contribution-received', 'contributionId'), common),
  'hand-over-money': ({ projectId, householdId, common, amountDong }) => handOverMoney(projectId, householdId, { ...common, amountDong }),
  'hand-over-animal': ({ projectId, householdId, common, amountDong, draw }) => handOverAnimal(projectId, householdId, { ...common, animalTag: `TN-${draw.other % 12}`, valueDong: amountDong }),
  'hand-over-goods': ({ projectId, householdId, common, draw }) => handOverGoods(projectId, householdId, { ...common, items: [{ item: 'Cây giống', quantity: 1 + (draw.other % 40), unitName: 'cây', unitPriceDong: 50_000 }] }),
  'refuse-handover': ({ projectId, householdId, common, draw }) => recordHandoverRefusal(projectId, householdId, { ...common, animalTag: `TN-${draw.other % 12}` }),
  'owe-money': ({ supported: { projectId, householdId }, common, amountDong }) => createObligation(projectId, householdId, { ...common, dueOn: '2026-10-30', amountDong }),
  'owe-animal': ({ supported: { projectId, householdId }, common }) => createObligation(projectId, householdId, { ...common, dueOn: '2026-10-30', animals: { species: 'cow', count: 1 } }),
  'give-back': ({ common, amountDong, idOf }) => recordRecovery(idOf('obligation-created', 'obligationId'), { ...common, amountDong }),
  'give-back-animal': ({ common, draw, idOf }) => recordRecovery(idOf('obligation-created', 'obligationId'), { ...common, animals: { species: 'cow', tags: [{ animalTag: `TN-${draw.thing % 12}` }], valueDong: 9_000_000 } }),
  'pass-on-money': ({ chosen: { projectId, householdId }, common, amountDong }) => passOnSupport(projectId, householdId, { ...common, amountDong }),
  'pass-on-animal': ({ chosen: { projectId, householdId }, common, draw }) => passOnSupport(projectId, householdId, { ...common, animal: { animalTag: `TN-${draw.other % 12}`, valueDong: 9_000_000 } }),
  reschedule: ({ common, amountDong, idOf }) => rescheduleObligation(idOf('obligation-created', 'obligationId'), [{ dueOn: '2026-10-30', amountDong }], common),
  'open-pool': ({ projectId, common }) => openPool(projectId, common),
  rank: ({ village: { lan, minh, tam }, pooled, common, draw }) => rankCandidates(pooled, [[tam], [minh, tam], [tam, minh], [lan, minh, tam]][draw.other % 4] ?? [], common),
  select: ({ village: { lan, minh, tam }, pooled, common, draw }) => selectRecipient(pooled, [tam, minh, tam, lan][draw.other % 4] ?? '', { ...common, ...(draw.amount % 2 === 0 ? {} : { outOfOrderReason: 'Hộ xếp trước chưa có chuồng' }) }),
  surplus: ({ pooled, common, amountDong, draw }) => resolveSurplus(pooled, { ...common, use: 'community-fund', ...(draw.other % 3 === 0 ? { animals: { tags: [{ animalTag: `TN-${draw.amount % 12}` }], valueDong: 9_000_000 } } : { amountDong }) }),
  'close-pool': ({ pooled, common }) => closePool(pooled, common),
} satisfies Readonly<Record<string, (picked: Picked) => ScenarioCommand>>

export type Kind = keyof typeof commands | 'annul' | 'put-right'

export const anyKind = [...Object.keys(commands), 'annul', 'put-right', 'put-right'] as readonly Kind[]

const always: readonly Kind[] = ['annul', 'put-right', 'assign-capital', 'adjust-capital', 'classify', 'add-member', 'admit-to-group', 'change-leader']
const support: readonly Kind[] = ['contribute', 'contribute', 'hand-over-money', 'hand-over-animal', 'hand-over-animal', 'hand-over-goods', 'refuse-handover', 'request-payment', 'pay', 'advance', 'owe-money', 'owe-animal', 'reverse-contribution']
const rotation: readonly Kind[] = ['give-back', 'give-back', 'give-back-animal', 'owe-money', 'owe-animal', 'reschedule', 'open-pool', 'rank', 'select', 'pass-on-money', 'pass-on-money', 'pass-on-animal', 'surplus', 'close-pool']

/** What would be the turn of a project at its stage. */
const turns: Readonly<Record<ProjectStage, readonly Kind[]>> = {
  proposed: ['submit', 'submit', 'submit', 'pledge', 'approve', 'approve'],
  submitted: ['appraise', 'appraise', 'appraise', 'return', 'pledge', 'approve'],
  'revision-requested': ['resubmit', 'resubmit', 'resubmit', 'resubmit', 'resubmit', 'withdraw'],
  appraised: ['approve', 'approve', 'approve', 'approve', 'approve', 'reject'],
  withdrawn: ['annul'],
  approved: ['contract', 'start', ...support],
  rejected: ['annul'],
  contracted: ['start', 'extend', ...support],
  'in-progress': ['suspend', 'accept', 'extend', 'return-payment', 'reject-payment', ...support, ...rotation, ...rotation],
  suspended: ['resume', 'resume', 'cancel', 'contribute', 'give-back'],
  accepted: ['complete', 'complete', ...rotation, ...rotation],
  completed: ['close', 'release-capital', ...rotation, ...rotation, ...rotation],
  closed: ['put-right'],
  cancelled: ['release-capital', 'give-back', 'return-payment'],
}

export const kindsAt = (stage: ProjectStage | undefined, projects: number): readonly Kind[] =>
  stage === undefined ? ['propose'] : [...(projects < 3 ? (['propose'] as const) : []), ...turns[stage], ...turns[stage], ...turns[stage], ...turns[stage], ...always]

/** The ids that events of a type gave, in their order. */
export const idsOf = ({ events }: Scenario, type: string, field: string): string[] =>
  events.flatMap((event) => (event.type === type ? [String((event.data as Readonly<Record<string, unknown>>)[field])] : []))

/** The command that a draw comes to; undefined where there is nothing to correct yet. */
export const commandOf = (kind: Kind, draw: Draw, turn: Turn): ScenarioCommand | undefined => {
  if (kind === 'annul' || kind === 'put-right') return correctionOf(kind, draw, turn)
  return commands[kind](pickedBy(draw, turn))
}

const pickedBy = (draw: Draw, { scenario, village, day, number }: Turn): Picked => {
  const households = [village.sinh, village.lan, village.minh, village.hoa, village.tam]
  const at = <Thing>(things: readonly Thing[], index: number): Thing | undefined => things[index % Math.max(1, things.length)]
  return {
    village, day, draw,
    projectId: at(idsOf(scenario, 'project-proposed', 'projectId'), draw.thing) ?? unknownId,
    householdId: at([0, 0, 0, 1, 1, 2, 3, 4].map((index) => households[index]), draw.other) ?? unknownId,
    others: households.slice(0, 1 + (draw.other % 3)),
    pooled: at(idsOf(scenario, 'pool-opened', 'projectId'), draw.thing) ?? unknownId,
    chosen: (at(scenario.events.filter(({ type }) => type === 'recipient-selected'), draw.amount)?.data ?? { projectId: unknownId, householdId: unknownId }) as Picked['chosen'],
    supported: (at(scenario.events.filter(({ type }) => type.endsWith('-handed-over') || type === 'support-passed-on'), draw.amount)?.data ?? { projectId: unknownId, householdId: unknownId }) as Picked['supported'],
    amountDong: at(amounts, draw.amount) ?? 1,
    // Now and then the number of another paper of the same day.
    common: { occurredOn: day, paper: paper(`${draw.pick % 10 === 0 ? number - 1 : number}/BB`, day) },
    idOf: (type, field) => at(idsOf(scenario, type, field), draw.other + draw.amount) ?? unknownId,
  }
}

/** Annuls an event of the projects' lives, or puts it right by what another draw of its kind would have said. */
const correctionOf = (kind: 'annul' | 'put-right', draw: Draw, turn: Turn): ScenarioCommand | undefined => {
  const events = turn.scenario.events.slice(turn.village.scenario.events.length).filter(({ type }) => type !== 'event-corrected')
  const wrong = events[draw.thing % Math.max(1, events.length)]
  if (wrong === undefined) return undefined
  const common = { paper: paper(`${turn.number}/KL`, turn.day) }
  if (kind === 'annul') return correctEvent(wrong.eventId, undefined, common)
  const right = rightKinds[wrong.type]
  if (right === undefined) return correctEvent(wrong.eventId, undefined, common)
  return correctEvent(wrong.eventId, withoutDayAndPaper(withIdsOf(commands[right](pickedBy(draw, turn)), wrong.data as Readonly<Record<string, unknown>>)), common)
}

const rightKinds: Readonly<Record<string, keyof typeof commands>> = {
  'capital-assigned': 'assign-capital', 'capital-adjusted': 'adjust-capital', 'project-approved': 'approve', 'contribution-received': 'contribute', 'money-handed-over': 'hand-over-money', 'animal-handed-over': 'hand-over-animal',
  'goods-handed-over': 'hand-over-goods', 'obligation-created': 'owe-money', 'recovery-received': 'give-back', 'support-passed-on': 'pass-on-money', 'payment-requested': 'request-payment', 'payment-made': 'pay',
  'payment-returned': 'return-payment', 'project-completed': 'complete', 'poverty-classified': 'classify', 'contract-signed': 'contract', 'project-extended': 'extend',
}

/** A correction keeps what the event is about. */
const withIdsOf = ({ name, fields }: ScenarioCommand, data: Readonly<Record<string, unknown>>): ScenarioCommand =>
  ({ name, fields: { ...fields, ...Object.fromEntries(['projectId', 'householdId', 'obligationId', 'paymentId', 'allocationId'].flatMap((id) => (id in fields && id in data ? [[id, data[id]]] : []))) } })
