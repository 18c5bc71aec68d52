// What subscribers get, as TypeScript: made of contracts/schemas by `node dist/docs/generate.js`; a test holds it current.

/**
 * Payload theo loại và phiên bản / the payload by type and version
 */
export interface PayloadByType {
  'vn.sinhke.advance-paid.v1': AdvancePaidV1
  'vn.sinhke.animal-handed-over.v1': AnimalHandedOverV1
  'vn.sinhke.candidates-ranked.v1': CandidatesRankedV1
  'vn.sinhke.capital-adjusted.v1': CapitalAdjustedV1
  'vn.sinhke.capital-assigned.v1': CapitalAssignedV1
  'vn.sinhke.capital-released.v1': CapitalReleasedV1
  'vn.sinhke.contract-signed.v1': ContractSignedV1
  'vn.sinhke.contribution-pledged.v1': ContributionPledgedV1
  'vn.sinhke.contribution-received.v1': ContributionReceivedV1
  'vn.sinhke.contribution-reversed.v1': ContributionReversedV1
  'vn.sinhke.event-corrected.v1': EventCorrectedV1
  'vn.sinhke.goods-handed-over.v1': GoodsHandedOverV1
  'vn.sinhke.group-formed.v1': GroupFormedV1
  'vn.sinhke.group-leader-changed.v1': GroupLeaderChangedV1
  'vn.sinhke.group-member-admitted.v1': GroupMemberAdmittedV1
  'vn.sinhke.group-member-withdrawn.v1': GroupMemberWithdrawnV1
  'vn.sinhke.group-rules-agreed.v1': GroupRulesAgreedV1
  'vn.sinhke.handover-refused.v1': HandoverRefusedV1
  'vn.sinhke.head-changed.v1': HeadChangedV1
  'vn.sinhke.household-registered.v1': HouseholdRegisteredV1
  'vn.sinhke.member-joined.v1': MemberJoinedV1
  'vn.sinhke.member-left.v1': MemberLeftV1
  'vn.sinhke.money-handed-over.v1': MoneyHandedOverV1
  'vn.sinhke.obligation-created.v1': ObligationCreatedV1
  'vn.sinhke.obligation-rescheduled.v1': ObligationRescheduledV1
  'vn.sinhke.payment-made.v1': PaymentMadeV1
  'vn.sinhke.payment-rejected.v1': PaymentRejectedV1
  'vn.sinhke.payment-requested.v1': PaymentRequestedV1
  'vn.sinhke.payment-returned.v1': PaymentReturnedV1
  'vn.sinhke.pool-closed.v1': PoolClosedV1
  'vn.sinhke.pool-opened.v1': PoolOpenedV1
  'vn.sinhke.poverty-classified.v1': PovertyClassifiedV1
  'vn.sinhke.poverty-target-set.v1': PovertyTargetSetV1
  'vn.sinhke.programme-opened.v1': ProgrammeOpenedV1
  'vn.sinhke.project-accepted.v1': ProjectAcceptedV1
  'vn.sinhke.project-appraised.v1': ProjectAppraisedV1
  'vn.sinhke.project-approved.v1': ProjectApprovedV1
  'vn.sinhke.project-cancelled.v1': ProjectCancelledV1
  'vn.sinhke.project-closed.v1': ProjectClosedV1
  'vn.sinhke.project-completed.v1': ProjectCompletedV1
  'vn.sinhke.project-extended.v1': ProjectExtendedV1
  'vn.sinhke.project-proposed.v1': ProjectProposedV1
  'vn.sinhke.project-rejected.v1': ProjectRejectedV1
  'vn.sinhke.project-resubmitted.v1': ProjectResubmittedV1
  'vn.sinhke.project-resumed.v1': ProjectResumedV1
  'vn.sinhke.project-returned.v1': ProjectReturnedV1
  'vn.sinhke.project-started.v1': ProjectStartedV1
  'vn.sinhke.project-submitted.v1': ProjectSubmittedV1
  'vn.sinhke.project-suspended.v1': ProjectSuspendedV1
  'vn.sinhke.project-withdrawn.v1': ProjectWithdrawnV1
  'vn.sinhke.recipient-selected.v1': RecipientSelectedV1
  'vn.sinhke.recovery-received.v1': RecoveryReceivedV1
  'vn.sinhke.rule-set-published.v1': RuleSetPublishedV1
  'vn.sinhke.support-passed-on.v1': SupportPassedOnV1
  'vn.sinhke.surplus-resolved.v1': SurplusResolvedV1
  'vn.sinhke.unit-registered.v1': UnitRegisteredV1
}
/**
 * Kho bạc chi tạm ứng. / The Treasury paid an advance.
 */
export interface AdvancePaidV1 {
  paymentId: string
  projectId: string
  householdId?: string
  amountDong: number
  treasuryReference: string
  budget: {
    allocationId: string
    fundingLines: {
      programme: string
      component: string
      source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
      budgetYear: number
      carriedFrom?: number
      amountDong: number
    }[]
  }[]
}
/**
 * Con giống được bàn giao cho hộ. / An animal was handed over to a household.
 */
export interface AnimalHandedOverV1 {
  handoverId: string
  projectId: string
  householdId: string
  species: 'buffalo' | 'cow' | 'goat' | 'pig' | 'poultry' | 'other'
  animalTag: string
  weightGrams: number
  valueDong: number
  fundingLines: {
    programme: string
    component: string
    source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
    budgetYear: number
    carriedFrom?: number
    amountDong: number
  }[]
}
/**
 * Các hộ được xếp thứ tự nhận luân chuyển. / Households were ranked for what is passed on next.
 */
export interface CandidatesRankedV1 {
  rankingId: string
  projectId: string
  ranked: number
  candidates: {
    householdId: string
    rank: number
    reasons: ('poor' | 'near-poor' | 'newly-escaped' | 'never-supported' | 'has-labour' | 'has-barn' | 'woman-headed' | 'other')[]
  }[]
}
/**
 * Vốn đã giao được điều chỉnh. / Assigned capital was adjusted.
 */
export interface CapitalAdjustedV1 {
  allocationId: string
  programmeId: string
  fromAllocationId?: string
  changes: {
    programme: string
    component: string
    source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
    budgetYear: number
    carriedFrom?: number
    changeDong: number
  }[]
}
/**
 * Một đơn vị được giao vốn của chương trình cho một năm ngân sách. / A unit was assigned capital of a programme for a budget year.
 */
export interface CapitalAssignedV1 {
  allocationId: string
  programmeId: string
  unit: {
    codeSet: string
    code: string
  }
  budgetYear: number
  fromAllocationId?: string
  criteria?: string
  fundingLines: {
    programme: string
    component: string
    source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
    budgetYear: number
    carriedFrom?: number
    amountDong: number
  }[]
}
/**
 * Vốn đã phê duyệt nhưng không chi hết của một dự án được trả lại nguồn vốn được giao. / What a project was approved and did not use went back to its allocations.
 */
export interface CapitalReleasedV1 {
  projectId: string
  released: {
    allocationId: string
    fundingLines: {
      programme: string
      component: string
      source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
      budgetYear: number
      carriedFrom?: number
      amountDong: number
    }[]
  }[]
}
/**
 * Hợp đồng cung ứng cho dự án được ký. / A supplier's contract for a project was signed.
 */
export interface ContractSignedV1 {
  contractId: string
  projectId: string
  contractNumber: string
  contractorName: string
  amountDong: number
  endsOn: string
  fundingLines: {
    programme: string
    component: string
    source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
    budgetYear: number
    carriedFrom?: number
    amountDong: number
  }[]
}
/**
 * Hộ cam kết góp vốn đối ứng vào dự án. / A household pledged a contribution of its own to a project.
 */
export interface ContributionPledgedV1 {
  pledgeId: string
  projectId: string
  householdId: string
  pledge:
    | {
        kind: 'cash'
        amountDong: number
      }
    | {
        kind: 'goods'
        item: string
        quantity: number
        unitName: string
        unitPriceDong?: number
        amountDong?: number
      }
    | {
        kind: 'labour'
        halfDays: number
        amountDong?: number
      }
}
/**
 * Hộ tham gia góp vốn đối ứng vào dự án. / A household made its own contribution to a project.
 */
export interface ContributionReceivedV1 {
  contributionId: string
  projectId: string
  householdId: string
  contribution:
    | {
        kind: 'cash'
        amountDong: number
      }
    | {
        kind: 'goods'
        item: string
        quantity: number
        unitName: string
        unitPriceDong: number
        amountDong: number
      }
    | {
        kind: 'labour'
        halfDays: number
        dayPriceDong: number
        amountDong: number
      }
  fundingLines: {
    programme: string
    component: string
    source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
    budgetYear: number
    carriedFrom?: number
    amountDong: number
  }[]
}
/**
 * Một khoản đối ứng của hộ được ghi giảm toàn bộ theo biên bản. / A household's contribution was taken back whole, by minutes.
 */
export interface ContributionReversedV1 {
  contributionId: string
  projectId: string
  householdId: string
  contribution:
    | {
        kind: 'cash'
        amountDong: number
      }
    | {
        kind: 'goods'
        item: string
        quantity: number
        unitName: string
        unitPriceDong: number
        amountDong: number
      }
    | {
        kind: 'labour'
        halfDays: number
        dayPriceDong: number
        amountDong: number
      }
  fundingLines: {
    programme: string
    component: string
    source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
    budgetYear: number
    carriedFrom?: number
    amountDong: number
  }[]
}
/**
 * Một sự kiện đã ghi được đính chính hoặc hủy bỏ. / A recorded event was corrected or annulled.
 */
export interface EventCorrectedV1 {
  correctedEventId: string
  correctedType: string
  correctedVersion: number
  effect: 'replaced' | 'annulled'
  /**
   * Nội dung đúng, theo lược đồ payload của correctedType phiên bản correctedVersion / The payload that holds instead, of the payload schema of correctedType in version correctedVersion
   */
  replacement?: {
    [k: string]: unknown
  }
}
/**
 * Hiện vật hỗ trợ được bàn giao cho hộ. / Goods were handed over to a household.
 */
export interface GoodsHandedOverV1 {
  handoverId: string
  projectId: string
  householdId: string
  items: {
    item: string
    quantity: number
    unitName: string
    unitPriceDong: number
  }[]
  valueDong: number
  fundingLines: {
    programme: string
    component: string
    source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
    budgetYear: number
    carriedFrom?: number
    amountDong: number
  }[]
}
/**
 * Các hộ lập thành nhóm để cùng thực hiện dự án. / Households formed a group to carry out a project together.
 */
export interface GroupFormedV1 {
  groupId: string
  name: string
  kind: 'household-group' | 'cooperative-group' | 'represented'
  unit: {
    codeSet: string
    code: string
  }
  leaderHouseholdId: string
  members: {
    householdId: string
    experienced: boolean
  }[]
}
/**
 * Nhóm bầu trưởng nhóm mới. / A group chose another leader.
 */
export interface GroupLeaderChangedV1 {
  groupId: string
  householdId: string
}
/**
 * Nhóm kết nạp thêm một hộ. / A group admitted another household.
 */
export interface GroupMemberAdmittedV1 {
  groupId: string
  householdId: string
  experienced: boolean
}
/**
 * Một hộ ra khỏi nhóm. / A household withdrew from a group.
 */
export interface GroupMemberWithdrawnV1 {
  groupId: string
  householdId: string
}
/**
 * Nhóm thống nhất quy chế quay vòng của mình. / A group agreed on the rules of its rotation.
 */
export interface GroupRulesAgreedV1 {
  groupId: string
  recoveryPercent: number
  recoveryForms: ('cash' | 'animal')[]
  scheduleMonths: number
  recipientCriteria: string
  custodianHouseholdId?: string
}
/**
 * Hộ từ chối nhận hỗ trợ được bàn giao. / A household refused to take what was to be handed over.
 */
export interface HandoverRefusedV1 {
  refusalId: string
  projectId: string
  householdId: string
  what: 'money' | 'animal' | 'goods'
  animalTag?: string
}
/**
 * Hộ có chủ hộ mới. / Another member became head of a household.
 */
export interface HeadChangedV1 {
  householdId: string
  personId: string
}
/**
 * Một hộ gia đình được ghi vào sổ. / A household was registered.
 */
export interface HouseholdRegisteredV1 {
  householdId: string
  unit: {
    codeSet: string
    code: string
  }
  members: {
    personId: string
    relation: 'head' | 'spouse' | 'child' | 'parent' | 'other'
    gender?: 'male' | 'female'
  }[]
}
/**
 * Một người trở thành thành viên của hộ. / A person became a member of a household.
 */
export interface MemberJoinedV1 {
  householdId: string
  member: {
    personId: string
    relation: 'head' | 'spouse' | 'child' | 'parent' | 'other'
    gender?: 'male' | 'female'
  }
  until?: string
}
/**
 * Một người không còn là thành viên của hộ. / A person ceased to be a member of a household.
 */
export interface MemberLeftV1 {
  householdId: string
  personId: string
  reason: 'died' | 'married' | 'moved' | 'other'
}
/**
 * Tiền hỗ trợ được trao cho hộ. / Money was handed over to a household.
 */
export interface MoneyHandedOverV1 {
  handoverId: string
  projectId: string
  householdId: string
  amountDong: number
  fundingLines: {
    programme: string
    component: string
    source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
    budgetYear: number
    carriedFrom?: number
    amountDong: number
  }[]
}
/**
 * Nghĩa vụ hoàn trả của hộ được xác lập. / What a household owes to the rotation was laid down.
 */
export interface ObligationCreatedV1 {
  obligationId: string
  projectId: string
  householdId: string
  owed:
    | {
        unit: 'dong'
        amountDong: number
      }
    | {
        unit: 'animals'
        species: 'buffalo' | 'cow' | 'goat' | 'pig' | 'poultry' | 'other'
        count: number
      }
  dueOn: string
  instalments?: (
    | {
        dueOn: string
        amountDong: number
      }
    | {
        dueOn: string
        count: number
      }
  )[]
  fundingLines?: {
    programme: string
    component: string
    source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
    budgetYear: number
    carriedFrom?: number
    amountDong: number
  }[]
}
/**
 * Lịch hoàn trả phần còn lại của hộ được điều chỉnh. / What a household still owed was given other due days.
 */
export interface ObligationRescheduledV1 {
  reschedulingId: string
  obligationId: string
  projectId: string
  householdId: string
  outstanding:
    | {
        unit: 'dong'
        amountDong: number
      }
    | {
        unit: 'animals'
        species: 'buffalo' | 'cow' | 'goat' | 'pig' | 'poultry' | 'other'
        count: number
      }
  instalments: (
    | {
        dueOn: string
        amountDong: number
      }
    | {
        dueOn: string
        count: number
      }
  )[]
  fundingLines?: {
    programme: string
    component: string
    source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
    budgetYear: number
    carriedFrom?: number
    amountDong: number
  }[]
}
/**
 * Kho bạc thanh toán. / The Treasury made a payment.
 */
export interface PaymentMadeV1 {
  paymentId: string
  projectId: string
  householdId?: string
  amountDong: number
  treasuryReference: string
  budget: {
    allocationId: string
    fundingLines: {
      programme: string
      component: string
      source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
      budgetYear: number
      carriedFrom?: number
      amountDong: number
    }[]
  }[]
}
/**
 * Đề nghị tạm ứng, thanh toán không được chấp nhận. / A request for an advance or a payment was rejected.
 */
export interface PaymentRejectedV1 {
  paymentId: string
  projectId: string
  householdId?: string
}
/**
 * Dự án đề nghị Kho bạc tạm ứng hoặc thanh toán. / An advance or a payment was requested from the Treasury for a project.
 */
export interface PaymentRequestedV1 {
  paymentId: string
  projectId: string
  kind: 'advance' | 'payment'
  payee:
    | {
        kind: 'supplier'
        name: string
      }
    | {
        kind: 'group'
        name: string
      }
    | {
        kind: 'household'
        householdId: string
      }
  amountDong: number
  budget: {
    allocationId: string
    fundingLines: {
      programme: string
      component: string
      source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
      budgetYear: number
      carriedFrom?: number
      amountDong: number
    }[]
  }[]
}
/**
 * Số tiền Kho bạc đã chi được nộp trả. / Money that the Treasury had paid was returned.
 */
export interface PaymentReturnedV1 {
  paymentId: string
  projectId: string
  householdId?: string
  amountDong: number
  treasuryReference: string
  budget: {
    allocationId: string
    fundingLines: {
      programme: string
      component: string
      source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
      budgetYear: number
      carriedFrom?: number
      amountDong: number
    }[]
  }[]
}
/**
 * Quỹ quay vòng của dự án được đóng. / A project's rotation pool was closed.
 */
export interface PoolClosedV1 {
  projectId: string
}
/**
 * Quỹ quay vòng của dự án được lập. / A project's rotation pool was opened.
 */
export interface PoolOpenedV1 {
  projectId: string
  custodianHouseholdId?: string
}
/**
 * Một hộ được xếp loại theo kết quả rà soát hộ nghèo. / A household was given its poverty class by review.
 */
export interface PovertyClassifiedV1 {
  householdId: string
  povertyClass: 'poor' | 'near-poor' | 'newly-escaped' | 'not-poor'
  standardVersion: string
  validFrom: string
  validTo?: string
  escapedOn?: string
}
/**
 * Một đơn vị được giao chỉ tiêu giảm nghèo của một năm. / A unit was given a year's targets of poverty reduction.
 */
export interface PovertyTargetSetV1 {
  unit: {
    codeSet: string
    code: string
  }
  year: number
  targets: {
    povertyClass: 'poor' | 'near-poor' | 'newly-escaped' | 'not-poor'
    households: number
  }[]
}
/**
 * Một chương trình được mở. / A programme was opened.
 */
export interface ProgrammeOpenedV1 {
  programmeId: string
  code: string
  name: string
  opensOn: string
  closesOn?: string
}
/**
 * Kết quả dự án được nghiệm thu. / A project's results were accepted.
 */
export interface ProjectAcceptedV1 {
  projectId: string
}
/**
 * Hội đồng thẩm định biểu quyết về dự án. / The appraisal council voted on a project.
 */
export interface ProjectAppraisedV1 {
  projectId: string
  votesFor: number
  votesAgainst: number
  votesAbstained: number
  opinion: 'approve' | 'reject' | 'revise'
}
/**
 * Dự án được phê duyệt. / A project was approved.
 */
export interface ProjectApprovedV1 {
  projectId: string
  budget: {
    allocationId: string
    fundingLines: {
      programme: string
      component: string
      source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
      budgetYear: number
      carriedFrom?: number
      amountDong: number
    }[]
  }[]
  counterpart: {
    cashDong: number
    goodsDong: number
    labourHalfDays: number
    labourDayPriceDong: number
    goodsPrices?: {
      item: string
      unitName: string
      unitPriceDong: number
    }[]
  }
  participants: number
  beneficiaries: {
    householdId: string
    povertyClass: 'poor' | 'near-poor' | 'newly-escaped' | 'not-poor'
    supportDong: number
  }[]
  ruleSetId: string
  rules: {
    stateShareCaps: {
      mode: 'community' | 'value-chain' | 'commissioned'
      areaKind: 'especially-difficult' | 'difficult' | 'other'
      percent: number | 'none-known'
    }[]
    projectCapDong: number | 'none-known'
    projectCaps?: {
      mode: 'community' | 'value-chain' | 'commissioned'
      areaKind?: 'especially-difficult' | 'difficult' | 'other'
      capDong: number | 'none-known'
    }[]
    householdCaps: {
      povertyClass: 'poor' | 'near-poor' | 'newly-escaped' | 'not-poor'
      capDong: number | 'none-known'
    }[]
    targetSharePercent: number
    targetClasses: ('poor' | 'near-poor' | 'newly-escaped' | 'not-poor')[]
    newlyEscapedMonths: number
    recoveryPercents: {
      areaKind: 'especially-difficult' | 'difficult' | 'other'
      percent: number
    }[]
    recoveryForms: ('cash' | 'animal')[]
    rotationCycleMonths: number
    appraisalRequired?: boolean
  }
  areaKind: 'especially-difficult' | 'difficult' | 'other'
  endsOn?: string
}
/**
 * Dự án đã phê duyệt bị hủy bỏ. / An approved project was cancelled.
 */
export interface ProjectCancelledV1 {
  projectId: string
}
/**
 * Dự án kết thúc: không còn nghĩa vụ hoàn trả, quỹ quay vòng không còn gì. / A project was closed: nothing is owed and its pool holds nothing.
 */
export interface ProjectClosedV1 {
  projectId: string
  obligationIds: string[]
}
/**
 * Dự án hoàn thành, kinh phí được quyết toán. / A project was completed and its money settled.
 */
export interface ProjectCompletedV1 {
  projectId: string
  settledDong: number
  fundingLines: {
    programme: string
    component: string
    source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
    budgetYear: number
    carriedFrom?: number
    amountDong: number
  }[]
}
/**
 * Thời gian thực hiện dự án được gia hạn. / A project was given more time.
 */
export interface ProjectExtendedV1 {
  projectId: string
  endsOn: string
}
/**
 * Một tổ, nhóm hộ đề xuất dự án. / A group proposed a project.
 */
export interface ProjectProposedV1 {
  projectId: string
  programmeId: string
  groupId: string
  name: string
  mode: 'community' | 'value-chain' | 'commissioned'
  kind: 'livestock' | 'crop' | 'forestry' | 'aquaculture' | 'craft' | 'service' | 'other'
  unit: {
    codeSet: string
    code: string
  }
  proposedCostDong: number
}
/**
 * Dự án không được phê duyệt. / A project was rejected.
 */
export interface ProjectRejectedV1 {
  projectId: string
}
/**
 * Hồ sơ dự án đã chỉnh sửa được trình lại. / A project's revised dossier was submitted again.
 */
export interface ProjectResubmittedV1 {
  projectId: string
}
/**
 * Dự án được tiếp tục sau khi tạm dừng. / A suspended project was resumed.
 */
export interface ProjectResumedV1 {
  projectId: string
}
/**
 * Hồ sơ dự án bị trả lại để chỉnh sửa, bổ sung. / A project's dossier was returned to be revised.
 */
export interface ProjectReturnedV1 {
  projectId: string
}
/**
 * Dự án bắt đầu được thực hiện. / A project was started.
 */
export interface ProjectStartedV1 {
  projectId: string
}
/**
 * Hồ sơ dự án được trình thẩm định. / A project's dossier was submitted for appraisal.
 */
export interface ProjectSubmittedV1 {
  projectId: string
}
/**
 * Dự án bị tạm dừng. / A project was suspended.
 */
export interface ProjectSuspendedV1 {
  projectId: string
}
/**
 * Hồ sơ dự án được rút trước khi có quyết định. / A project was withdrawn before it was decided.
 */
export interface ProjectWithdrawnV1 {
  projectId: string
}
/**
 * Hộ tiếp theo nhận luân chuyển được bình chọn. / The next household to be passed on to was selected.
 */
export interface RecipientSelectedV1 {
  selectionId: string
  projectId: string
  householdId: string
  rank: number
}
/**
 * Hộ hoàn trả vào quỹ quay vòng của dự án. / A household gave back to the project's rotation pool.
 */
export interface RecoveryReceivedV1 {
  recoveryId: string
  obligationId: string
  projectId: string
  householdId: string
  recovered:
    | {
        unit: 'dong'
        amountDong: number
      }
    | {
        unit: 'animals'
        species: 'buffalo' | 'cow' | 'goat' | 'pig' | 'poultry' | 'other'
        count: number
        animalTags: string[]
        valueDong: number
      }
  fundingLines: {
    programme: string
    component: string
    source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
    budgetYear: number
    carriedFrom?: number
    amountDong: number
  }[]
}
/**
 * Một bộ quy tắc của chương trình được ban hành. / A rule set of a programme was published.
 */
export interface RuleSetPublishedV1 {
  ruleSetId: string
  programmeId: string
  name: string
  effectiveFrom: string
  rules: {
    stateShareCaps: {
      mode: 'community' | 'value-chain' | 'commissioned'
      areaKind: 'especially-difficult' | 'difficult' | 'other'
      percent: number | 'none-known'
    }[]
    projectCapDong: number | 'none-known'
    projectCaps?: {
      mode: 'community' | 'value-chain' | 'commissioned'
      areaKind?: 'especially-difficult' | 'difficult' | 'other'
      capDong: number | 'none-known'
    }[]
    householdCaps: {
      povertyClass: 'poor' | 'near-poor' | 'newly-escaped' | 'not-poor'
      capDong: number | 'none-known'
    }[]
    targetSharePercent: number
    targetClasses: ('poor' | 'near-poor' | 'newly-escaped' | 'not-poor')[]
    newlyEscapedMonths: number
    recoveryPercents: {
      areaKind: 'especially-difficult' | 'difficult' | 'other'
      percent: number
    }[]
    recoveryForms: ('cash' | 'animal')[]
    rotationCycleMonths: number
    appraisalRequired?: boolean
  }
}
/**
 * Hỗ trợ thu hồi được luân chuyển cho hộ tiếp theo. / What was given back was passed on to the next household.
 */
export interface SupportPassedOnV1 {
  passingOnId: string
  projectId: string
  householdId: string
  passedOn:
    | {
        unit: 'dong'
        amountDong: number
      }
    | {
        unit: 'animals'
        species: 'buffalo' | 'cow' | 'goat' | 'pig' | 'poultry' | 'other'
        animalTag: string
        valueDong: number
      }
  fundingLines: {
    programme: string
    component: string
    source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
    budgetYear: number
    carriedFrom?: number
    amountDong: number
  }[]
}
/**
 * Phần còn dư của quỹ quay vòng được xử lý. / What was left over in a rotation pool was put to another use.
 */
export interface SurplusResolvedV1 {
  surplusId: string
  projectId: string
  surplus:
    | {
        unit: 'dong'
        amountDong: number
      }
    | {
        unit: 'animals'
        animals: {
          species: 'buffalo' | 'cow' | 'goat' | 'pig' | 'poultry' | 'other'
          animalTag: string
        }[]
        valueDong: number
      }
  use: 'community-fund' | 'returned-to-budget' | 'group-fund'
  fundingLines: {
    programme: string
    component: string
    source: 'central' | 'provincial' | 'commune' | 'integrated' | 'counterpart'
    budgetYear: number
    carriedFrom?: number
    amountDong: number
  }[]
}
/**
 * Một đơn vị hành chính được ghi vào danh mục. / A unit of government was registered.
 */
export interface UnitRegisteredV1 {
  unit: {
    codeSet: string
    code: string
  }
  name: string
  level: 'province' | 'district' | 'commune'
  parent?: {
    codeSet: string
    code: string
  }
  areaKind: 'especially-difficult' | 'difficult' | 'other'
  validFrom: string
  validTo?: string
}
/**
 * Nói về mọi sự kiện, bên cạnh payload / said of every event, beside its payload
 */
export interface EventEnvelope {
  /**
   * Ngày của sự việc theo giấy tờ, giờ Việt Nam / The day of the fact by its paper, in Asia/Ho_Chi_Minh
   */
  occurredOn: string
  /**
   * Đơn vị hành chính: bộ mã và mã / A unit of government: code set and code; after mergers the same code names another unit
   */
  unit: {
    codeSet: string
    code: string
  }
  /**
   * Giấy tờ làm căn cứ / The paper that the fact stands on
   */
  paper?: {
    number: string
    date: string
    issuer: string
    signer?: string
    title?: string
    /**
     * SHA-256 in hex
     */
    scanHash?: string
  }
  /**
   * Bộ quy tắc đã áp dụng / The rule set that it was judged by
   */
  ruleSetId?: string
  /**
   * Nhập bằng cách nào / How it was entered
   */
  entrySource: 'paper' | 'app' | 'import' | 'policy'
  /**
   * Người ghi: mã ngẫu nhiên, không có tên / Who recorded it: a random id, never a name
   */
  actor: {
    id: string
    role: string
    /**
     * Đơn vị hành chính: bộ mã và mã / A unit of government: code set and code; after mergers the same code names another unit
     */
    unit?: {
      codeSet: string
      code: string
    }
  }
  /**
   * Sự kiện nói về những gì / What the event is about
   */
  tags: string[]
  /**
   * Vị trí trong sổ: 1, 2, 3 … không thiếu số nào / Its position in the log: 1, 2, 3 … without gaps
   */
  position: number
  correlationId: string
  commandId: string
  causationId?: string
  /**
   * Sự kiện được đính chính / The event that this one corrects
   */
  correctsEventId?: string
}

/** The types that are known here. */
export const eventTypes = [
  'vn.sinhke.advance-paid.v1',
  'vn.sinhke.animal-handed-over.v1',
  'vn.sinhke.candidates-ranked.v1',
  'vn.sinhke.capital-adjusted.v1',
  'vn.sinhke.capital-assigned.v1',
  'vn.sinhke.capital-released.v1',
  'vn.sinhke.contract-signed.v1',
  'vn.sinhke.contribution-pledged.v1',
  'vn.sinhke.contribution-received.v1',
  'vn.sinhke.contribution-reversed.v1',
  'vn.sinhke.event-corrected.v1',
  'vn.sinhke.goods-handed-over.v1',
  'vn.sinhke.group-formed.v1',
  'vn.sinhke.group-leader-changed.v1',
  'vn.sinhke.group-member-admitted.v1',
  'vn.sinhke.group-member-withdrawn.v1',
  'vn.sinhke.group-rules-agreed.v1',
  'vn.sinhke.handover-refused.v1',
  'vn.sinhke.head-changed.v1',
  'vn.sinhke.household-registered.v1',
  'vn.sinhke.member-joined.v1',
  'vn.sinhke.member-left.v1',
  'vn.sinhke.money-handed-over.v1',
  'vn.sinhke.obligation-created.v1',
  'vn.sinhke.obligation-rescheduled.v1',
  'vn.sinhke.payment-made.v1',
  'vn.sinhke.payment-rejected.v1',
  'vn.sinhke.payment-requested.v1',
  'vn.sinhke.payment-returned.v1',
  'vn.sinhke.pool-closed.v1',
  'vn.sinhke.pool-opened.v1',
  'vn.sinhke.poverty-classified.v1',
  'vn.sinhke.poverty-target-set.v1',
  'vn.sinhke.programme-opened.v1',
  'vn.sinhke.project-accepted.v1',
  'vn.sinhke.project-appraised.v1',
  'vn.sinhke.project-approved.v1',
  'vn.sinhke.project-cancelled.v1',
  'vn.sinhke.project-closed.v1',
  'vn.sinhke.project-completed.v1',
  'vn.sinhke.project-extended.v1',
  'vn.sinhke.project-proposed.v1',
  'vn.sinhke.project-rejected.v1',
  'vn.sinhke.project-resubmitted.v1',
  'vn.sinhke.project-resumed.v1',
  'vn.sinhke.project-returned.v1',
  'vn.sinhke.project-started.v1',
  'vn.sinhke.project-submitted.v1',
  'vn.sinhke.project-suspended.v1',
  'vn.sinhke.project-withdrawn.v1',
  'vn.sinhke.recipient-selected.v1',
  'vn.sinhke.recovery-received.v1',
  'vn.sinhke.rule-set-published.v1',
  'vn.sinhke.support-passed-on.v1',
  'vn.sinhke.surplus-resolved.v1',
  'vn.sinhke.unit-registered.v1',
] as const satisfies readonly (keyof PayloadByType)[]
