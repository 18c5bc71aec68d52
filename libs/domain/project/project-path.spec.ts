import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { withDated, type DatedList } from '../core/dated-list.js'
import { Refusal } from '../core/refusal.js'
import {
  acceptProject, appraiseProject, approveProject, cancelProject, closeProject, completeProject, extendProject, proposed, rejectProject, resubmitProject, resumeProject, returnProject, signContract,
  startProject, submitProject, suspendProject, withdrawProject,
} from '../testing/examples-project.js'
import { paper } from '../testing/examples.js'
import type { ScenarioCommand } from '../testing/scenario.js'
import { brokenStep, canMove, moveName, movesFrom, stageAfter, stagesOf, type Moved, type ProjectMove } from './project-path.js'
import { projectStages, type ProjectStage } from './project-stage.js'
import { project } from './project.js'

type Village = ReturnType<typeof proposed>

const commands: Readonly<Record<Exclude<ProjectMove, 'propose'>, (projectId: string, fields: Readonly<Record<string, unknown>>) => ScenarioCommand>> = {
  submit: submitProject, return: returnProject, resubmit: resubmitProject, withdraw: withdrawProject, appraise: appraiseProject, reject: rejectProject, 'sign-contract': signContract,
  approve: (projectId, fields) => ({ name: 'approve-project', fields: { projectId, ...fields } }),
  start: startProject, suspend: suspendProject, resume: resumeProject, extend: extendProject, accept: acceptProject, complete: completeProject, close: closeProject, cancel: cancelProject,
}

const dayOf = (index: number): string => new Date(Date.UTC(2023, 6, 1 + 20 * index)).toISOString().slice(0, 10)

/** The command of the nth paper of a life. */
const paperOf = (at: Village, move: ProjectMove, index: number): ScenarioCommand => {
  const occurredOn = dayOf(index)
  const fields = { occurredOn, paper: paper(`${index}/QĐ`, occurredOn) }
  if (move === 'propose') throw new Error('it is proposed already')
  if (move === 'approve') return approveProject(at.projectId, at, fields)
  if (move === 'extend') return extendProject(at.projectId, { ...fields, endsOn: `20${40 + index}-01-01` })
  if (move === 'sign-contract') return signContract(at.projectId, { ...fields, endsOn: '2030-01-01' })
  return commands[move](at.projectId, fields)
}

/** A legal life after the proposal, move by move, as the choices lead. */
const lifeOf = (choices: readonly number[]): ProjectMove[] => {
  const life: ProjectMove[] = []
  let stage: ProjectStage | undefined = 'proposed'
  for (const choice of choices) {
    // What ends a life is drawn less often, so that lives grow long.
    const possible: ProjectMove[] = stage === undefined ? [] : movesFrom(stage).filter((move) => choice % 5 === 0 || !['withdraw', 'reject', 'cancel'].includes(move))
    const move = possible[choice % Math.max(1, possible.length)]
    if (move === undefined) continue
    life.push(move)
    stage = stageAfter(stage, move)
  }
  return life
}

const lives = fc.array(fc.nat({ max: 1_000 }), { minLength: 6, maxLength: 16 }).map(lifeOf)

const stateOf = ({ scenario, projectId }: Village) => scenario.state(project(projectId))

describe('the path of a project through its stages', () => {
  it('knows every stage: each can be reached, and each move has its words', () => {
    const reached = new Set<ProjectStage>(['proposed'])
    for (const stage of reached) for (const move of movesFrom(stage)) reached.add(stageAfter(stage, move) as ProjectStage)
    expect([...reached].sort()).toEqual([...projectStages].sort())
    for (const move of projectStages.flatMap(movesFrom)) expect(moveName(move).vi).not.toBe('')
    expect([canMove(undefined, 'propose'), canMove('proposed', 'propose')]).toEqual([true, false])
  })

  it('gives the same dated list in whatever order its papers are entered, each as soon as it is accepted', () => {
    let whole = 0
    fc.assert(fc.property(lives, fc.infiniteStream(fc.nat()), (life, random) => {
      const inOrder = proposed()
      life.forEach((move, index) => inOrder.scenario.given(paperOf(inOrder, move, index)))
      const at = proposed()
      let waiting = life.map((move, index) => ({ move, index, rank: random.next().value as number })).sort((one, other) => one.rank - other.rank)
      for (let before = Infinity; waiting.length < before;) {
        before = waiting.length
        waiting = waiting.filter(({ move, index }) => {
          const refused = at.scenario.run(paperOf(at, move, index)) instanceof Refusal
          expect(brokenStep(stateOf(at).moves)).toBeUndefined()
          return refused
        })
      }
      // A contract or a return that was entered early can keep out what belongs before it; what got in is the same.
      if (waiting.length > 0) return
      whole += 1
      expect(stateOf(at)).toEqual(stateOf(inOrder))
    }), { numRuns: 60 })
    expect(whole).toBeGreaterThan(30)
  })

  it('is legal after whatever is tried on whatever days', () => {
    const move = fc.constantFrom(...Object.keys(commands) as Exclude<ProjectMove, 'propose'>[])
    fc.assert(fc.property(fc.array(fc.tuple(move, fc.nat({ max: 12 })), { maxLength: 60 }), (tried) => {
      const at = proposed()
      for (const [each, day] of tried) {
        at.scenario.run(paperOf(at, each, day))
        const { moves, stages } = stateOf(at)
        expect(brokenStep(moves)).toBeUndefined()
        expect(stages).toEqual(stagesOf(moves))
      }
    }), { numRuns: 40 })
  })

  it('breaks where a move does not follow, and forgives a resumption that is not typed in yet', () => {
    const path = (...moves: ProjectMove[]): DatedList<Moved> => moves.reduce<DatedList<Moved>>((list, move, index) => withDated(list, dayOf(index), { move }), [])
    expect(brokenStep(path('propose', 'approve', 'accept'))).toMatchObject({ from: dayOf(2), stage: 'approved', value: { move: 'accept' } })
    expect(brokenStep(path('submit'))).toMatchObject({ stage: undefined })
    expect(brokenStep(path('propose', 'approve', 'start', 'suspend', 'accept', 'complete'))).toBeUndefined()
    expect(brokenStep(path('propose', 'approve', 'start', 'suspend', 'complete'))).toMatchObject({ stage: 'suspended' })
  })
})
