import { z } from 'zod'
import { areaKinds } from '../core/area-kind.js'
import { dong } from '../core/money.js'

export const projectModes = ['community', 'value-chain', 'commissioned'] as const
export type ProjectMode = (typeof projectModes)[number]

export const povertyClasses = ['poor', 'near-poor', 'newly-escaped', 'not-poor'] as const
export type PovertyClass = (typeof povertyClasses)[number]

/** A cap in đồng, or the value of its own that no cap is known. */
export const cap = z.union([dong, z.literal('none-known')])
export type Cap = z.infer<typeof cap>

/** A share in percent, or the value of its own that no cap is known. */
export const percentCap = z.union([z.int(), z.literal('none-known')])
export type PercentCap = z.infer<typeof percentCap>

/** What law and province fix: versioned data, never a constant in code. */
export const rules = z.strictObject({
  /** The State's share of a project's cost, at most, in percent. */
  stateShareCaps: z.array(z.strictObject({ mode: z.enum(projectModes), areaKind: z.enum(areaKinds), percent: percentCap })),
  /** The State budget of a project at most, where `projectCaps` says nothing more exact. */
  projectCapDong: cap,
  /** By mode and, where it differs, by kind of area. */
  projectCaps: z.array(z.strictObject({ mode: z.enum(projectModes), areaKind: z.enum(areaKinds).optional(), capDong: cap })).optional(),
  householdCaps: z.array(z.strictObject({ povertyClass: z.enum(povertyClasses), capDong: cap })),
  /** At least this share of the participating households is of the target classes, in percent. */
  targetSharePercent: z.int(),
  targetClasses: z.array(z.enum(povertyClasses)),
  /** A newly escaped household counts as target for this long after its escape. */
  newlyEscapedMonths: z.int(),
  /** What is given back of direct State support, at least, in percent by kind of area. */
  recoveryPercents: z.array(z.strictObject({ areaKind: z.enum(areaKinds), percent: z.int() })),
  recoveryForms: z.array(z.enum(['cash', 'animal'])),
  /** What is given back is due within this many months after the handover. */
  rotationCycleMonths: z.int(),
  /** Only what a council has appraised in favour is approved; left out, an approval needs no appraisal. */
  appraisalRequired: z.boolean().optional(),
})
export type Rules = z.infer<typeof rules>
