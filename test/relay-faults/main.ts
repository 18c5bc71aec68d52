import { writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { thisRun, wholeNumber } from '../faults/report-command.js'
import { usualSeed } from '../faults/seed.js'
import type { PlanOptions } from './plan.js'
import { reportOf } from './report.js'
import { runRelayRound, type RelayRound } from './round.js'

// Publishes to a real Kafka through faults and writes what came of it: npm run faults:relay -- --events 100000 --kills 30

type Options = PlanOptions & { readonly report: string }

const examples = `
Ví dụ / examples:
  npm run faults:relay                                     100.000 sự kiện hai lần, chừng 10 phút / 100,000 events twice, about 10 minutes
  npm run faults:relay -- --events 5000 --kills 6 --report report.md
  SINHKE_SEED=1234 npm run faults:relay                    lặp lại / the same again`

const run = async ({ report, losses, ...options }: Options): Promise<void> => {
  console.log(`SINHKE_SEED=${options.seed}`)
  const rounds: RelayRound[] = []
  // Kills alone, then kills with lost answers.
  for (const each of [0, losses]) {
    const round = await runRelayRound({ ...options, losses: each }, (done, of) => process.stderr.write(`\r${done}/${of} `))
    rounds.push(round)
    console.log(`${round.events} sự kiện / events, ${round.faults.length} lỗi / faults, ${round.abortedRecords} bản ghi bị hủy / aborted records, ${round.findings.length} sai phạm / findings`)
    for (const finding of round.findings.slice(0, 10)) console.log(`  ${finding}`)
  }
  await writeFile(report, reportOf({ ...thisRun(), rounds }))
  if (rounds.some(({ findings }) => findings.length > 0)) process.exitCode = 1
}

await new Command('faults:relay')
  .description('Phát sổ lên một Kafka thật trong khi tiến trình và Kafka bị giết, rồi viết báo cáo.\nPublishes to a real Kafka while worker and broker are killed, and writes a report.')
  .option('--events <number>', 'số sự kiện / events', wholeNumber, 100_000)
  .option('--kills <number>', 'số lần kill -9 worker / kills of the worker', wholeNumber, 30)
  .option('--broker-kills <number>', 'số lần kill -9 Kafka / kills of the broker', wholeNumber, 2)
  .option('--losses <number>', 'số câu trả lời bị nuốt ở lượt hai / answers swallowed in the second round', wholeNumber, 30)
  .option('--seed <number>', 'hạt giống; cũng là biến SINHKE_SEED / seed; also the variable SINHKE_SEED', wholeNumber, usualSeed())
  .option('--report <file>', 'tệp báo cáo / file of the report', 'docs/relay-faults.md')
  .addHelpText('after', examples)
  .action(run)
  .parseAsync()
