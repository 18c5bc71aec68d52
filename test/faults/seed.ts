/** What a run begins with: SINHKE_SEED, to repeat one, or any. */
export const usualSeed = (): number => Number(process.env.SINHKE_SEED ?? Date.now() % 1_000_000)

/** The first round's is the run's, so that each can be repeated alone. */
export const seedOfRound = (seed: number, index: number): number => seed + index
