import type { ScenarioCommand } from './scenario.js'

type Fields = Readonly<Record<string, unknown>>

/** The province that the examples play in. */
export const province = { codeSet: 'vn-2025', code: '19' }

export const paper = (number: string, date = '2022-11-27') => ({ number, date, issuer: 'UBND tỉnh', signer: 'Hoàng Minh Khuê' })

/** A commune of it. */
export const commune = { codeSet: 'vn-2025', code: '05551' }

export const openProgramme = (fields: Fields = {}): ScenarioCommand => ({
  name: 'open-programme',
  fields: { occurredOn: '2022-01-18', paper: paper('90/QĐ-TTg', '2022-01-18'), code: 'NTP-PR', name: 'Giảm nghèo bền vững', unit: province, opensOn: '2021-01-01', closesOn: '2025-12-31', ...fields },
})

export const rules = {
  stateShareCaps: [
    { mode: 'community', areaKind: 'especially-difficult', percent: 95 },
    { mode: 'community', areaKind: 'difficult', percent: 80 },
    { mode: 'community', areaKind: 'other', percent: 60 },
  ],
  projectCapDong: 'none-known',
  householdCaps: [
    { povertyClass: 'poor', capDong: 14_000_000 },
    { povertyClass: 'near-poor', capDong: 12_000_000 },
    { povertyClass: 'newly-escaped', capDong: 10_000_000 },
  ],
  targetSharePercent: 50,
  targetClasses: ['poor', 'near-poor', 'newly-escaped'],
  newlyEscapedMonths: 36,
  recoveryPercents: [
    { areaKind: 'especially-difficult', percent: 10 },
    { areaKind: 'difficult', percent: 15 },
    { areaKind: 'other', percent: 20 },
  ],
  recoveryForms: ['cash', 'animal'],
  rotationCycleMonths: 36,
}

export const publishRuleSet = (programmeId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'publish-rule-set',
  fields: { occurredOn: '2022-11-27', paper: paper('25/2022/QĐ-UBND'), programmeId, unit: province, name: 'Quy định quay vòng 2022-2025', effectiveFrom: '2022-12-10', rules, ...fields },
})

export const registerUnit = (fields: Fields = {}): ScenarioCommand => ({
  name: 'register-unit',
  fields: { occurredOn: '2021-01-01', paper: paper('124/2004/QĐ-TTg', '2004-07-08'), unit: province, name: 'Tỉnh Thái Nguyên', level: 'province', areaKind: 'other', validFrom: '2004-07-08', ...fields },
})

export const registerCommune = (fields: Fields = {}): ScenarioCommand =>
  registerUnit({ unit: commune, name: 'Xã Văn Hán', level: 'commune', parent: province, areaKind: 'difficult', ...fields })

export const fundingLineOf = (fields: Fields = {}) => ({ component: 'DA3-TDA1', source: 'central', budgetYear: 2023, amountDong: 490_000_000, ...fields })

export const assignCapital = (programmeId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'assign-capital',
  fields: {
    occurredOn: '2023-02-10', paper: paper('312/QĐ-UBND', '2023-02-10'), programmeId, unit: commune, budgetYear: 2023, criteria: 'Theo số hộ nghèo, cận nghèo',
    fundingLines: [fundingLineOf(), fundingLineOf({ source: 'provincial', amountDong: 49_000_000 })], ...fields,
  },
})

export const adjustCapital = (allocationId: string, changes: readonly Fields[], fields: Fields = {}): ScenarioCommand => ({
  name: 'adjust-capital',
  fields: {
    occurredOn: '2023-09-15', paper: paper('2101/QĐ-UBND', '2023-09-15'), allocationId,
    changes: changes.map((change) => ({ component: 'DA3-TDA1', source: 'central', budgetYear: 2023, ...change })), ...fields,
  },
})

export const setPovertyTarget = (fields: Fields = {}): ScenarioCommand => ({
  name: 'set-poverty-target',
  fields: {
    occurredOn: '2023-01-20', paper: paper('88/QĐ-UBND', '2023-01-20'), unit: commune, year: 2023,
    targets: [{ povertyClass: 'poor', households: 35 }, { povertyClass: 'near-poor', households: 20 }], ...fields,
  },
})

export const head = (fields: Fields = {}) => ({ relation: 'head', name: 'Triệu Thị Sính', gender: 'female', birthDate: '1985-03-20', citizenNumber: '019185000123', ethnicity: 'Dao', ...fields })

export const registerHousehold = (fields: Fields = {}): ScenarioCommand => ({
  name: 'register-household',
  fields: { occurredOn: '2022-12-20', paper: paper('15/BC-UBND', '2022-12-20'), unit: commune, village: 'Xóm Thịnh Đức', members: [head(), { relation: 'child', name: 'Triệu Văn Nam', birthDate: '2010-09-02' }], ...fields },
})

/** Another household: that of the head with this citizen number. */
export const registerHouseholdOf = (citizenNumber: string, fields: Fields = {}): ScenarioCommand => registerHousehold({ members: [head({ citizenNumber })], ...fields })

export const classifyHousehold = (householdId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'classify-household',
  fields: { occurredOn: '2022-12-25', paper: paper('88/QĐ-UBND', '2022-12-25'), householdId, povertyClass: 'poor', standardVersion: '2022-2025', validFrom: '2023-01-01', scores: { b1: 120, b2: 40, deprivations: 4 }, ...fields },
})

/** A group that the first household leads; the last one is the experienced one. */
export const formGroup = (householdIds: readonly string[], fields: Fields = {}): ScenarioCommand => ({
  name: 'form-group',
  fields: {
    occurredOn: '2023-05-15', paper: paper('07/BB-CĐ', '2023-05-15'), name: 'Nhóm chăn nuôi bò xóm Thịnh Đức', kind: 'household-group', unit: commune, leaderHouseholdId: householdIds[0],
    members: householdIds.map((householdId, index) => ({ householdId, experienced: index === householdIds.length - 1 })), ...fields,
  },
})

export const addHouseholdMember = (householdId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'add-household-member',
  fields: { occurredOn: '2024-02-10', paper: paper('41/GKS', '2024-02-10'), householdId, member: { relation: 'spouse', name: 'Bàn Văn Tiến', gender: 'male', birthDate: '1983-07-01', citizenNumber: '019083000456' }, ...fields },
})

export const removeHouseholdMember = (householdId: string, personId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'remove-household-member',
  fields: { occurredOn: '2024-06-15', paper: paper('09/TKT', '2024-06-15'), householdId, personId, reason: 'moved', ...fields },
})

export const changeHouseholdHead = (householdId: string, personId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'change-household-head',
  fields: { occurredOn: '2024-06-01', paper: paper('12/ĐĐN', '2024-06-01'), householdId, personId, ...fields },
})

export const admitGroupMember = (groupId: string, householdId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'admit-group-member',
  fields: { occurredOn: '2024-01-10', paper: paper('01/BB-N', '2024-01-10'), groupId, householdId, experienced: false, ...fields },
})

export const withdrawGroupMember = (groupId: string, householdId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'withdraw-group-member',
  fields: { occurredOn: '2024-09-10', paper: paper('04/BB-N', '2024-09-10'), groupId, householdId, reason: 'Hộ chuyển nơi ở', ...fields },
})

export const changeGroupLeader = (groupId: string, householdId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'change-group-leader',
  fields: { occurredOn: '2024-03-10', paper: paper('02/BB-N', '2024-03-10'), groupId, householdId, ...fields },
})

export const agreeGroupRules = (groupId: string, fields: Fields = {}): ScenarioCommand => ({
  name: 'agree-group-rules',
  fields: {
    occurredOn: '2023-05-20', paper: paper('08/BB-CĐ', '2023-05-20'), groupId, recoveryPercent: 30, recoveryForms: ['cash', 'animal'], scheduleMonths: 24,
    recipientCriteria: 'Hộ nghèo, cận nghèo trong nhóm chưa được hỗ trợ', lossHandling: 'Do khách quan thì xem xét giảm mức hoàn trả', ...fields,
  },
})

/** A correction of an event; without a replacement it is annulled. */
export const correctEvent = (eventId: string, replacement?: Fields, fields: Fields = {}): ScenarioCommand => ({
  name: 'correct-event',
  fields: { eventId, paper: paper('02/KL-TTr', '2024-05-06'), finding: 'Nhập sai so với văn bản', ...(replacement === undefined ? {} : { replacement }), ...fields },
})

/** What a command says beside its day and paper: the replacement in a correction of what it recorded. */
export const withoutDayAndPaper = ({ fields }: ScenarioCommand): Fields => Object.fromEntries(Object.entries(fields).filter(([key]) => key !== 'occurredOn' && key !== 'paper'))
