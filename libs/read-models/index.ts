// Read models: questions answered by pure folds of the log, stored, and the same folds for any earlier moment.
// It must never hold a truth of its own, nor open a sealed value: everything here can be thrown away and folded again.
export type * from './read-model.js'
export * from './view-store.js'
export * from './documents.js'
export * from './engine.js'
export type * from './moment.js'
export type { OnProgress } from './model-projector.js'
export { KeysUnknown, usualLimits, type ProjectionLimits } from './projection.js'
export type { ModelStatus } from './projection-status.js'
export type { Difference, Verification } from './verify.js'
export * from './sqlite/sqlite-view-store.js'
export * from './facts/facts.js'
export type * from './facts/fact-lines.js'
export * from './facts/ledgers.js'
export type * from './facts/obligation-lines.js'
export * from './household-history/household-history.js'
export * from './household-history/history.js'
export * from './household-history/get-household-history.js'
export * from './project-file/project-file.js'
export * from './project-file/file.js'
export * from './project-file/get-project-file.js'
export * from './project-outline/list-projects.js'
export * from './project-outline/project-outline.js'

import { householdHistoryModel } from './household-history/household-history.js'
import { projectFileModel } from './project-file/project-file.js'
import { projectOutlineModel } from './project-outline/project-outline.js'
import type { ReadModel } from './read-model.js'

/** Every read model there is: what an engine is given. */
export const readModels: readonly ReadModel[] = [householdHistoryModel, projectFileModel, projectOutlineModel]
