import { groupRosterModel } from './group-roster/group-roster.js'
import { householdHistoryModel } from './household-history/household-history.js'
import { projectFileModel } from './project-file/project-file.js'
import { projectOutlineModel } from './project-outline/project-outline.js'
import { poolModel } from './pool/pool.js'
import { recoveryCalendarModel } from './recovery-calendar/recovery-calendar.js'
import type { ReadModel } from './read-model.js'

/** Every read model there is: what an engine is given. */
export const readModels: readonly ReadModel[] = [householdHistoryModel, projectFileModel, projectOutlineModel, groupRosterModel, poolModel, recoveryCalendarModel]
