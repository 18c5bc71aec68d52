import type { z } from 'zod'
import { decision, type CommandClass, type Decided, type Decision, type DecisionContext } from '../core/decision.js'
import type { EventDefinition } from '../core/event-definition.js'
import { Id } from '../core/fields.js'
import type { Bilingual } from '../core/language.js'
import { paperId, paperRecord, paperTag, refuseIfRecorded, type PaperRecord } from '../core/paper-record.js'
import { PaperCommand } from '../core/recorded-command.js'
import { Refusal } from '../core/refusal.js'
import { proposalToMove } from './project-on-day.js'
import type { ProjectMove } from './project-path.js'
import { project, type Project, type Proposal } from './project.js'

/** A command about one project as a whole. */
export class ProjectCommand extends PaperCommand {
  @Id('Dự án', 'Project') projectId!: string
}

/** What every change of a project's stage reads: the project, and whether this paper has changed it already. */
export const stageReads = ({ type }: Pick<EventDefinition, 'type'>, { projectId, paper }: ProjectCommand) =>
  ({ project: project(projectId), paperRecord: paperRecord(paperId(type, `project:${projectId}`, paper)) })

export interface StageStates {
  readonly project: Project
  readonly paperRecord: PaperRecord
}

/** The project that can make this move by this command; where it can't, the refusal. */
export const projectToMove = (move: ProjectMove, states: StageStates, { command, context }: { readonly command: ProjectCommand; readonly context: DecisionContext }): Proposal | Refusal =>
  refuseIfRecorded(command.paper, states.paperRecord) ??
  proposalToMove(command.projectId, states.project, { move, day: command.occurredOn, isCorrection: context.isCorrection })

/** The event of a move, on the command's day and paper; one paper makes the move once. */
export const recordMove = <Shape extends z.ZodObject>(
  records: EventDefinition<string, Shape>, data: z.infer<Shape>, { command, proposal }: { readonly command: ProjectCommand; readonly proposal: Proposal },
): Decided => {
  const { projectId, occurredOn, paper } = command
  return [records(data, { occurredOn, paper, unit: proposal.unit }, [paperTag(records.type, `project:${projectId}`, paper)])]
}

interface StageSpecification<Command, Shape extends z.ZodObject> {
  readonly title: Bilingual
  readonly records: EventDefinition<string, Shape>
  readonly move: ProjectMove
  readonly dataOf: (command: Command) => z.infer<Shape>
  /** What is wrong with the command itself, or with the project for this move, beside its stage. */
  readonly refuse?: (command: Command, project: Project) => Refusal | undefined
}

/** The decision of a command that does no more than bring a project to another stage. */
export const stageDecision = <Command extends ProjectCommand, Shape extends z.ZodObject>(
  command: CommandClass<Command>, { title, records, move, dataOf, refuse }: StageSpecification<Command, Shape>,
): Decision =>
  decision(command, {
    title,
    records,
    reads: (given) => stageReads(records, given),
    decide(states, given, context) {
      const proposal = projectToMove(move, states, { command: given, context })
      if (proposal instanceof Refusal) return proposal
      return refuse?.(given, states.project) ?? recordMove(records, dataOf(given), { command: given, proposal })
    },
  })
