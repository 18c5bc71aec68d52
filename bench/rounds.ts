/** One measured thing and what it is compared with, in the same unit, higher is better (or lower, for latencies). */
export interface Comparison {
  readonly name: string
  readonly unit: string
  /** What the ratio has to be: at least (throughput) or at most (latency). */
  readonly target: { readonly atLeast: number } | { readonly atMost: number }
  readonly ours: { readonly name: string; readonly run: () => Promise<number> }
  readonly baseline: { readonly name: string; readonly run: () => Promise<number> }
}

export interface Measured {
  readonly comparison: Comparison
  readonly ours: number
  readonly baseline: number
  /** The median of the rounds' own ratios: what a machine whose speed drifts does not blur. */
  readonly ratio: number
  readonly isMet: boolean
}

/** Runs both in turn, round by round, the order changing, so that a noisy minute hits both. */
export const measure = async (comparison: Comparison, rounds: number, onRound: (round: number) => void): Promise<Measured> => {
  const pairs: { ours: number; baseline: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const oursFirst = round % 2 === 0
    const first = await (oursFirst ? comparison.ours : comparison.baseline).run()
    const second = await (oursFirst ? comparison.baseline : comparison.ours).run()
    pairs.push(oursFirst ? { ours: first, baseline: second } : { ours: second, baseline: first })
    onRound(round + 1)
  }
  const ratio = median(pairs.map(({ ours, baseline }) => ours / baseline))
  const { target } = comparison
  return {
    comparison,
    ours: median(pairs.map(({ ours }) => ours)),
    baseline: median(pairs.map(({ baseline }) => baseline)),
    ratio,
    isMet: 'atLeast' in target ? ratio >= target.atLeast : ratio <= target.atMost,
  }
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? (sorted[Math.floor(middle)] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}
