import type { Fault } from './plan.js'
import type { RelayRound } from './round.js'

export interface RelayRun {
  /** YYYY-MM-DD. */
  readonly day: string
  readonly machine: string
  readonly rounds: readonly RelayRound[]
}

const figure = (value: number): string => value.toLocaleString('vi')
const count = ({ faults }: RelayRound, kind: Fault['kind']): string => figure(faults.filter((fault) => fault.kind === kind).length)

/** docs/relay-faults.md. */
export const reportOf = ({ day, machine, rounds }: RelayRun): string => [
  '# Thử lỗi khi phát lên Kafka / Faults while publishing to Kafka',
  'Một Kafka thật, tiến trình `apps/worker` như khi cài đặt, sổ trong tệp. Trong lúc sự kiện được ghi và phát, tiến trình và máy Kafka bị kill -9 vào lúc ngẫu nhiên, hoặc câu trả lời của Kafka bị nuốt (yêu cầu vẫn qua). Sau cùng một nơi nhận `read_committed` đọc cả topic: mỗi sự kiện đúng một lần, đúng thứ tự trong mỗi khóa. Trang này do `npm run faults:relay` viết ra.',
  '*A real Kafka, `apps/worker` as it is shipped, a log in files. While events are recorded and published, worker and broker are killed at random moments, or answers of the broker are swallowed while the requests pass. Then a `read_committed` consumer reads the whole topic: every event once, in order within its key. Records that were written and never committed show that faults struck in the midst of transactions. This page is written by `npm run faults:relay`.*',
  `${day}, ${machine}`,
  [
    '| hạt giống / seed | sự kiện / events | kill -9 worker | kill -9 Kafka | câu trả lời bị nuốt / answers lost | bản ghi bị hủy / aborted records | giây / seconds | **sai phạm / findings** |',
    '|---|---|---|---|---|---|---|---|',
    ...rounds.map(rowOf),
  ].join('\n'),
  ...rounds.flatMap(({ options, findings }) => (findings.length === 0 ? [] : [`## ${options.seed}`, findings.map((finding) => `- ${finding}`).join('\n')])),
].join('\n\n') + '\n'

const rowOf = (round: RelayRound): string => {
  const swallowed = Object.entries(round.swallowed).map(([name, times]) => `${name} ${times}`).join(', ')
  return `| \`${round.options.seed}\` | ${figure(round.events)} | ${count(round, 'worker-killed')} | ${count(round, 'broker-killed')} | ${swallowed || '0'} | ${figure(round.abortedRecords)} | ${figure(Math.round(round.durationMs / 1_000))} | **${round.findings.length}** |`
}
