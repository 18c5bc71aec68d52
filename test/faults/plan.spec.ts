import { expect, it } from '@jest/globals'
import { planOf } from './plan.js'

it('plans the same faults for the same seed, and every kind of them for any', () => {
  expect(planOf(42)).toEqual(planOf(42))
  expect(planOf(43)).not.toEqual(planOf(42))
  for (let seed = 0; seed < 100; seed += 1) {
    const kinds = planOf(seed).lines.flat().map(({ kind }) => kind)
    expect(kinds.sort()).toEqual(['answers-swallowed', 'answers-swallowed', 'follower-killed', 'follower-killed', 'primary-frozen', 'primary-killed', 'writer-killed'])
  }
})

it('plans both orders, and moments all over their range', () => {
  const plans = Array.from({ length: 100 }, (_, seed) => planOf(seed))
  expect(new Set(plans.map(({ lines }) => lines[0]?.[0]?.kind))).toEqual(new Set(['primary-killed', 'primary-frozen']))
  const moments = plans.flatMap(({ lines }) => lines.flat().map(({ afterMs }) => afterMs))
  expect(new Set(moments).size).toBeGreaterThan(300)
})
