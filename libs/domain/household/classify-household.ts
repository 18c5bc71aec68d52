import { povertyClassified } from '../catalogue/household-events.js'
import type { Day } from '../core/day.js'
import { decision } from '../core/decision.js'
import { Count, DayField, Id, OneOf, Part, Pattern } from '../core/fields.js'
import { formatDay } from '../core/language.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded } from '../core/paper-record.js'
import { refuseUnlessPeriod } from '../core/period.js'
import { PaperCommand } from '../core/recorded-command.js'
import { defineRefusals, type Refusal } from '../core/refusal.js'
import { household, refuseUnlessRegistered } from './household.js'
import { povertyClasses, povertyClassName, type PovertyClass } from './poverty-class.js'

/** What the review counted; never on a feed. */
export class ScoreFields {
  @Count('Điểm B1', 'Score B1', { min: 0, max: 1000, optional: true, example: 120 }) b1?: number
  @Count('Điểm B2', 'Score B2', { min: 0, max: 1000, optional: true, example: 40 }) b2?: number
  @Count('Số chỉ số thiếu hụt', 'Deprivations', { min: 0, max: 20, optional: true, example: 4 }) deprivations?: number
}

/** Gives a household the poverty class that a review decided. */
export class ClassifyHousehold extends PaperCommand {
  @Id('Hộ', 'Household') householdId!: string
  @OneOf('Loại hộ', 'Class', povertyClasses) povertyClass!: PovertyClass
  @Pattern('Chuẩn nghèo giai đoạn', 'Poverty standard', /^\d{4}-\d{4}$/, { vi: 'phải có dạng 2022-2025', en: 'must look like 2022-2025' }, { example: '2022-2025' }) standardVersion!: string
  @DayField('Có giá trị từ ngày', 'Holds from', { example: '2024-01-01' }) validFrom!: string
  @DayField('Có giá trị đến hết ngày', 'Holds to the end of', { optional: true, example: '2024-12-31' }) validTo?: string
  @DayField('Ngày thoát nghèo', 'Day it escaped from poverty', { optional: true }) escapedOn?: string
  @Part('Điểm rà soát', 'Scores', ScoreFields, { optional: true }) scores?: ScoreFields
}

const refuse = defineRefusals({
  'escape-day-missing': {
    rule: 'A newly escaped household has a day of escape: support is counted in months from it.', source: 'design',
    vi: (_: Record<never, never>) => 'Hộ mới thoát nghèo phải có ngày thoát nghèo.',
    en: (_: Record<never, never>) => 'A newly escaped household needs the day it escaped from poverty.',
  },
  'escape-day-superfluous': {
    rule: 'Only a newly escaped household has a day of escape.', source: 'design',
    vi: ({ povertyClass }: { povertyClass: PovertyClass }) => `Chỉ hộ mới thoát nghèo mới có ngày thoát nghèo; đây là ${povertyClassName(povertyClass).vi}.`,
    en: ({ povertyClass }: { povertyClass: PovertyClass }) => `Only a newly escaped household has a day of escape, this one is ${povertyClassName(povertyClass).en}.`,
  },
  'escaped-after-class-holds': {
    rule: 'A household has escaped by the day from which it counts as newly escaped.', source: 'design',
    vi: ({ escapedOn, validFrom }: { escapedOn: Day; validFrom: Day }) => `Ngày thoát nghèo ${formatDay(escapedOn)} sau ngày ${formatDay(validFrom)} mà kết quả xếp loại có giá trị.`,
    en: ({ escapedOn, validFrom }: { escapedOn: Day; validFrom: Day }) => `The day of escape ${formatDay(escapedOn)} is after ${formatDay(validFrom)}, from which the class holds.`,
  },
})

const kind = povertyClassified.type

export const classifyHousehold = decision(ClassifyHousehold, {
  title: { vi: 'Xếp loại hộ', en: 'Classify a household' },
  records: povertyClassified,
  reads: ({ householdId, paper }) => ({
    household: household(householdId),
    paperRecord: paperRecord(paperId(kind, `household:${householdId}`, paper)),
  }),
  decide(states, command) {
    const { householdId, povertyClass, standardVersion, validFrom, validTo, escapedOn, scores, occurredOn, paper } = command
    const { registered } = states.household
    const refusal =
      refuseUnlessRegistered(householdId, states.household, occurredOn) ??
      refuseUnlessPeriod(validFrom, validTo) ??
      refuseEscapeDay(command) ??
      refuseIfRecorded(paper, states.paperRecord)
    if (refusal || registered === undefined) return refusal ?? []
    return [
      povertyClassified(
        { householdId, povertyClass, standardVersion, validFrom, validTo, escapedOn, scores },
        { occurredOn, paper, unit: registered.unit },
        [paperTag(kind, `household:${householdId}`, paper)],
      ),
    ]
  },
})

const refuseEscapeDay = ({ povertyClass, escapedOn, validFrom }: ClassifyHousehold): Refusal | undefined => {
  if (povertyClass !== 'newly-escaped') return escapedOn === undefined ? undefined : refuse('escape-day-superfluous', { povertyClass })
  if (escapedOn === undefined) return refuse('escape-day-missing', {})
  return escapedOn > validFrom ? refuse('escaped-after-class-holds', { escapedOn, validFrom }) : undefined
}
