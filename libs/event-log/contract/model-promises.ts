import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { v5 } from 'uuid'
import type { Appended, Commit, EventLog } from '../event-log.js'
import type { LogPlace } from './describe-event-log.js'
import { ModelLog } from './model-log.js'
import { eventsOf, toyCommit, withoutTime } from './toy-commit.js'

/** A commit before ids and positions are known: others are named by their number, positions by their distance from the head. */
interface Plan {
  readonly tagsOfEvents: readonly (readonly string[])[]
  readonly condition: { readonly tags: readonly string[]; readonly behindHead: number; readonly seenBack: readonly number[] } | undefined
  /** Sends the commit of some steps ago again. */
  readonly repeatBack: number | undefined
  readonly anotherFingerprint: boolean
}

/** Commits sent together through one of two handles. */
interface Turn {
  readonly second: boolean
  readonly plans: readonly Plan[]
}

export function modelPromises(newPlace: () => Promise<LogPlace>): void {
  it('stores, repeats and refuses exactly what the model does', async () => {
    await fc.assert(fc.asyncProperty(fc.array(turns, { minLength: 1, maxLength: 12 }), async (plan) => {
      const place = await newPlace()
      try {
        await compare([await place.open(), await place.open()], plan)
      } finally {
        await place.remove()
      }
    }), { numRuns: 30 })
  }, 240_000)
}

async function compare([first, second]: readonly [EventLog, EventLog], plan: readonly Turn[]): Promise<void> {
  const model = new ModelLog()
  const sent: Commit[] = []
  for (const turn of plan) {
    const head = model.events.length
    const commits = turn.plans.map((each) => {
      const commit = commitOf(each, sent, head)
      sent.push(commit)
      return commit
    })
    // Commits of one process keep their order of arrival, so the model can take them one by one.
    const expected: unknown[] = []
    for (const commit of commits) expected.push(await outcomeOf(() => model.append(commit)))
    const log = turn.second ? second : first
    const found = await Promise.all(commits.map((commit) => outcomeOf(() => log.append(commit))))
    expect(found).toEqual(expected)
  }
  expect(withoutTime(await eventsOf(second))).toEqual(model.events)
}

function commitOf(plan: Plan, sent: readonly Commit[], head: number): Commit {
  const back = (steps: number) => sent[sent.length - 1 - steps]
  const earlier = plan.repeatBack === undefined ? undefined : back(plan.repeatBack)
  if (earlier) return { ...earlier, fingerprint: plan.anotherFingerprint ? 'another' : earlier.fingerprint }
  const commandId = idOf(sent.length)
  if (plan.condition === undefined) return toyCommit(plan.tagsOfEvents, { commandId })
  const { tags, behindHead, seenBack } = plan.condition
  const seen = seenBack.flatMap((steps) => back(steps)?.commandId ?? [])
  return toyCommit(plan.tagsOfEvents, { commandId, condition: { tags, after: Math.max(0, head - behindHead), seen } })
}

const idOf = (index: number): string => v5(`commit ${index}`, '6ba7b810-9dad-41d1-80b4-00c04fd430c8')

async function outcomeOf(append: () => Appended | Promise<Appended>): Promise<unknown> {
  try {
    return { ...(await append()), recordedAt: '' }
  } catch (error) {
    return String(error)
  }
}

const someTags = fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 })

const plans: fc.Arbitrary<Plan> = fc.record({
  tagsOfEvents: fc.array(someTags, { minLength: 1, maxLength: 3 }),
  condition: fc.option(fc.record({ tags: fc.subarray(['a', 'b', 'c', 'd']), behindHead: fc.nat(4), seenBack: fc.uniqueArray(fc.nat(5), { maxLength: 4 }) }), { nil: undefined, freq: 4 }),
  repeatBack: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(6) }),
  anotherFingerprint: fc.boolean(),
})

const turns: fc.Arbitrary<Turn> = fc.record({ second: fc.boolean(), plans: fc.array(plans, { minLength: 1, maxLength: 6 }) })
