import { writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { progressBar } from '../../apps/cli/progress.js'
import { startFaultWorld, type FaultWorld } from './fault-world.js'
import { reportOf } from './report.js'
import { thisRun, wholeNumber } from './report-command.js'
import { seedOfRound, usualSeed } from './seed.js'
import type { Round } from './round.js'

// Runs rounds of faults on a real replica set and writes what came of them: npm run faults -- --rounds 50

interface Options {
  readonly rounds: number
  readonly seed: number
  readonly report: string
}

const examples = `
Ví dụ / examples:
  npm run faults                                          10 vòng, báo cáo vào docs/faults.md / 10 rounds, reported in docs/faults.md
  npm run faults -- --rounds 50 --report report.md        50 vòng, báo cáo vào tệp khác / 50 rounds, reported elsewhere
  SINHKE_SEED=1234 npm run faults -- --rounds 1           lặp lại vòng có hạt giống 1234 / the round with seed 1234 again`

const sayRound = (round: Round, place: string): void => {
  const { counts, findings, folder, seed } = round
  console.log(`${place} seed ${seed}: ${counts.acknowledged} commit, ngừng lâu nhất / longest pause ${(counts.longestPauseMs / 1_000).toFixed(1)} s, ${findings.length} sai phạm / findings`)
  for (const { check, what } of findings.slice(0, 10)) console.log(`  ${check}: ${what}`)
  if (folder !== undefined) console.log(`  giữ lại / kept: ${folder}`)
}

const runRounds = async (world: FaultWorld, { rounds: count, seed }: Options): Promise<Round[]> => {
  const rounds: Round[] = []
  const bar = progressBar('Vòng / rounds', count)
  for (let index = 0; index < count; index += 1) {
    bar.at(index)
    const round = await world.run(seedOfRound(seed, index))
    rounds.push(round)
    if (process.stdout.isTTY && round.findings.length === 0) continue
    bar.stop()
    sayRound(round, `${index + 1}/${count}`)
  }
  bar.stop()
  return rounds
}

const run = async (options: Options): Promise<void> => {
  console.log(`SINHKE_SEED=${options.seed}; Ctrl-C: dừng / stop`)
  const world = await startFaultWorld()
  const interrupted = new Promise<'interrupted'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('interrupted'))
  })
  try {
    const rounds = await Promise.race([runRounds(world, options), interrupted])
    if (rounds === 'interrupted') {
      await world.stop()
      // What the round was still waiting for would keep the process for a while.
      process.exit(130)
    }
    const lateFindings = await world.lookAgain(rounds)
    await writeFile(options.report, reportOf({ ...thisRun(), seed: options.seed, rounds, lateFindings }))
    console.log(`${options.report}: ${rounds.length} vòng / rounds`)
    if (lateFindings.length > 0 || rounds.some(({ findings }) => findings.length > 0)) process.exitCode = 1
  } finally {
    await world.stop()
  }
}

await new Command('faults')
  .description('Thử lỗi trên một bộ ba máy MongoDB thật, vào những lúc ngẫu nhiên, rồi viết báo cáo.\nFaults on a real MongoDB set of three members, at random moments, and a report of what came of them.')
  .option('--rounds <number>', 'số vòng, mỗi vòng chừng 20 giây / rounds of about 20 seconds each', wholeNumber, 10)
  .option('--seed <number>', 'hạt giống của vòng đầu; cũng là biến SINHKE_SEED / seed of the first round; also the variable SINHKE_SEED', wholeNumber, usualSeed())
  .option('--report <file>', 'tệp báo cáo / file of the report', 'docs/faults.md')
  .addHelpText('after', examples)
  .action(run)
  .parseAsync()
