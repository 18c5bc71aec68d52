import { projectApproved, projectProposed, projectRejected } from '../catalogue/project-events.js'
import {
  contractSigned, projectAccepted, projectAppraised, projectCancelled, projectClosed, projectCompleted, projectExtended, projectResubmitted, projectResumed, projectReturned, projectStarted,
  projectSubmitted, projectSuspended, projectWithdrawn,
} from '../catalogue/project-stage-events.js'
import type { DataOf } from '../core/event-definition.js'
import type { Moved, ProjectMove } from './project-path.js'

const moves: ReadonlyMap<string, ProjectMove> = new Map<string, ProjectMove>([
  [projectProposed.type, 'propose'],
  [projectSubmitted.type, 'submit'],
  [projectReturned.type, 'return'],
  [projectResubmitted.type, 'resubmit'],
  [projectWithdrawn.type, 'withdraw'],
  [projectAppraised.type, 'appraise'],
  [projectApproved.type, 'approve'],
  [projectRejected.type, 'reject'],
  [contractSigned.type, 'sign-contract'],
  [projectStarted.type, 'start'],
  [projectSuspended.type, 'suspend'],
  [projectResumed.type, 'resume'],
  [projectExtended.type, 'extend'],
  [projectAccepted.type, 'accept'],
  [projectCompleted.type, 'complete'],
  [projectClosed.type, 'close'],
  [projectCancelled.type, 'cancel'],
])

export const isMoveType = (type: string): boolean => moves.has(type)

/** What an event did with its project's stages; undefined of one that is about something else. */
export const movedBy = ({ type, data }: { readonly type: string; readonly data: unknown }): Moved | undefined => {
  const move = moves.get(type)
  if (move !== 'appraise') return move && { move }
  // The catalogue's shape of this type was checked when the event was recorded.
  return { move, opinion: (data as DataOf<typeof projectAppraised>).opinion }
}
