import fc from 'fast-check'

/** A fault, so long after the one before it on its line. */
export type Fault = { readonly afterMs: number } & (
  /** For the last `laggingMs` before it the others got nothing from it: what it wrote in that time it has alone. */
  | { readonly kind: 'primary-killed'; readonly laggingMs: number; readonly downMs: number }
  | { readonly kind: 'primary-frozen'; readonly laggingMs: number; readonly forMs: number }
  | { readonly kind: 'writer-killed'; readonly writer: number }
  | { readonly kind: 'answers-swallowed'; readonly writers: readonly number[]; readonly forMs: number; readonly deafOnes: 'cut' | 'kept' }
  | { readonly kind: 'follower-killed' }
)

export type FaultKind = Fault['kind']

/** Lines run side by side, the faults of one after another: a majority of the members is there at any time, and everything else may meet. */
export interface Plan {
  readonly seed: number
  readonly lines: readonly (readonly Fault[])[]
}

/** Of the set that the plans are for. */
export const electionTimeoutMs = 2_000

// Not biased: fast-check would like the smallest and the largest too much.
const ms = (min: number, max: number) => fc.noBias(fc.integer({ min, max }))
const afterMs = ms(200, 2_500)
const laggingMs = ms(50, 600)

const primaryKilled = fc.record({ kind: fc.constant('primary-killed' as const), afterMs, laggingMs, downMs: ms(500, 3_500) })
const primaryFrozen = fc.record({ kind: fc.constant('primary-frozen' as const), afterMs, laggingMs, forMs: ms(1.5 * electionTimeoutMs, 2.5 * electionTimeoutMs) })
const writerKilled = fc.record({ kind: fc.constant('writer-killed' as const), afterMs, writer: fc.noBias(fc.nat({ max: 1 })) })
const deafOnes = fc.noBias(fc.constantFrom('cut' as const, 'kept' as const))
const answersSwallowed = (writers: readonly number[], shortestMs: number) =>
  fc.record({ kind: fc.constant('answers-swallowed' as const), afterMs, writers: fc.constant(writers), forMs: ms(shortestMs, 4_000), deafOnes })
const followerKilled = fc.record({ kind: fc.constant('follower-killed' as const), afterMs: ms(500, 6_000) })

const inAnyOrder = (faults: readonly fc.Arbitrary<Fault>[]): fc.Arbitrary<readonly Fault[]> =>
  fc.shuffledSubarray([...faults], { minLength: faults.length }).chain((shuffled) => fc.tuple(...shuffled))

const lines = fc.tuple(
  inAnyOrder([primaryKilled, primaryFrozen]),
  // Where the other writer goes on, it is mostly faster, and what was sent comes to nothing; where both are deaf, it is stored.
  // That lasts longer than the second writer, who is impatient, waits for an outcome.
  inAnyOrder([writerKilled, answersSwallowed([0], 300), answersSwallowed([0, 1], 2_000)]),
  inAnyOrder([followerKilled, followerKilled]),
)

/** Every kind of fault, at moments that follow from the seed. */
export const planOf = (seed: number): Plan => ({ seed, lines: fc.sample(lines, { seed, numRuns: 1 })[0] ?? [] })
