import type { CheckName } from './checks.js'
import type { Fates } from './counts.js'
import { electionTimeoutMs, type FaultKind } from './plan.js'
import type { Round } from './round.js'

export interface Run {
  /** YYYY-MM-DD. */
  readonly day: string
  /** What it ran on, in a few words. */
  readonly machine: string
  readonly seed: number
  readonly rounds: readonly Round[]
  /** Of the checks when all rounds were over, of what every round had acknowledged. */
  readonly lateFindings: readonly string[]
}

const faultWords: Readonly<Record<FaultKind, string>> = {
  'primary-killed': 'K', 'primary-frozen': 'F', 'writer-killed': 'W', 'answers-swallowed': 'S', 'follower-killed': 'T',
}

const faultSentences: Readonly<Record<FaultKind, string>> = {
  'primary-killed': 'kill -9 máy chính, rồi chạy lại; ngay trước đó hai máy kia không sao chép được một lát, để máy chính có điều riêng nó biết / of the primary, started again afterwards; for a moment before the others could copy nothing, so that it has what they have not',
  'primary-frozen': `SIGSTOP máy chính lâu hơn thời gian bầu (${electionTimeoutMs} ms), rồi SIGCONT; trước đó cũng như thế / of the primary for longer than the election, then SIGCONT; with such a moment before`,
  'writer-killed': 'kill -9 tiến trình ghi khi đã gửi mà chưa được trả lời; tiến trình khác lặp lại lệnh đó / of a writer between send and answer; another repeats what it left',
  'answers-swallowed': 'nuốt câu trả lời gửi tiến trình ghi, yêu cầu vẫn qua / answers to a writer are swallowed, its requests pass',
  'follower-killed': 'kill -9 tiến trình theo dõi, chạy lại từ chỗ của nó / of the follower, started again from its place',
}

const checkSentences: Readonly<Record<CheckName, string>> = {
  acknowledged: 'mọi commit đã báo ghi đều có, đúng vị trí đã báo / every acknowledged commit is there, at the positions that were acknowledged',
  gapless: 'vị trí 1, 2, 3 … liền nhau, thời gian không lùi / positions have no gap, time never goes backwards',
  whole: 'commit nguyên vẹn, đúng một lần, do có người gửi / commits are whole, there once, and somebody sent them',
  conditions: 'không điều kiện nào bị vượt: mỗi bộ đếm đi 1, 2, 3 … / no condition was broken: each counter goes 1, 2, 3 …',
  refused: 'việc đã từ chối thì không có trong sổ / what was refused as unavailable is not there',
  'one-outcome': 'mỗi lệnh một kết quả, dù hỏi hay lặp lại mấy lần / a command has one outcome, however often it is repeated or asked for',
  followed: 'tiến trình theo dõi thấy mọi sự kiện đúng một lần, đúng thứ tự / the follower saw every event once and in order',
  views: 'sổ tra cứu bằng đúng bản tổng hợp lại / the read model equals a replay, byte for byte',
  sound: '`verify` của sổ không thấy gì sai / the log\'s own `verify` finds nothing',
  'runs-on': 'không tiến trình nào tự dừng, việc ghi tự tiếp tục / no process ended by itself, writing went on by itself',
}

/** docs/faults.md. */
export const reportOf = (run: Run): string => [
  '# Thử lỗi trên MongoDB / Faults on MongoDB',
  'Ba máy MongoDB thật, hai tiến trình ghi, một tiến trình theo dõi và giữ sổ tra cứu; mỗi vòng đủ các lỗi dưới đây vào lúc ngẫu nhiên, rồi kiểm tra. Trang này do `npm run faults` viết ra.',
  '*A real set of three members, two writing processes, one that follows and keeps a read model; in each round all faults below at random moments, then all checks. This page is written by `npm run faults`.*',
  summaryOf(run),
  '## Lỗi / Faults',
  list(faultSentences, (kind) => faultWords[kind]),
  'Lỗi của máy nối tiếp nhau (luôn còn đa số), lỗi của tiến trình ghi và của tiến trình theo dõi xảy ra song song với chúng. / *Members fail one after the other, so that there always is a majority; writers and the follower fail beside that.*',
  '## Kiểm tra sau mỗi vòng / Checks after each round',
  list(checkSentences, (name) => `\`${name}\``),
  '## Các vòng / Rounds',
  'Lúc xảy ra và kéo dài bao nhiêu giây. "Không rõ" là lệnh nhận câu trả lời không rõ kết quả; "tiếp quản" là lệnh còn dở khi tiến trình ghi bị giết: *đã có* là lần đầu đã ghi và lần lặp lại được báo như thế, *ghi lại* là lần lặp lại mới ghi, *để yên* là không lặp lại, sau đó có / không có trong sổ.',
  '*Moments and durations in seconds. Unknown: commands answered with an unknown outcome; taken over: in flight when their writer was killed. Found: the first attempt had been stored and the repeat was told so; anew: the repeat stored it; left: never repeated, and there / not there afterwards.*',
  tableOf(run.rounds),
  ...findingsOf(run),
].join('\n\n') + '\n'

const list = <Name extends string>(sentences: Readonly<Record<Name, string>>, word: (name: Name) => string): string =>
  (Object.keys(sentences) as Name[]).map((name) => `- ${word(name)}: ${sentences[name]}`).join('\n')

const sum = (rounds: readonly Round[], count: (round: Round) => number): number => rounds.reduce((total, round) => total + count(round), 0)
const figure = (value: number): string => value.toLocaleString('vi')
const seconds = (ms: number): string => (ms / 1_000).toLocaleString('vi', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

const summaryOf = ({ day, machine, seed, rounds, lateFindings }: Run): string => {
  const of = (count: (round: Round) => number): string => figure(sum(rounds, count))
  return [
    '| | |', '|---|---|',
    `| Ngày, hạt giống / date, seed | ${day.split('-').reverse().join('/')}, \`${seed}\` |`,
    `| Máy / machine | ${machine} |`,
    `| Vòng / rounds | ${figure(rounds.length)} |`,
    `| Lỗi / faults | ${of(({ faults }) => faults.length)} |`,
    `| Commit đã báo ghi / acknowledged commits | ${of(({ counts }) => counts.acknowledged)} (${of(({ counts }) => counts.events)} sự kiện / events) |`,
    `| Không rõ kết quả / unknown outcomes | ${of(({ counts }) => counts.unknown.count)} |`,
    `| Tiếp quản từ tiến trình bị giết / taken over from killed writers | ${of(({ counts }) => counts.takenOver.count)} |`,
    `| Từ chối / refused as unavailable | ${of(({ counts }) => counts.refused)} |`,
    `| Ngừng ghi lâu nhất / longest pause of writing | ${seconds(Math.max(0, ...rounds.map(({ counts }) => counts.longestPauseMs)))} s |`,
    `| Sự kiện đã theo dõi / events followed | ${of(({ counts }) => counts.followed)} |`,
    `| **Sai phạm / findings** | **${figure(sum(rounds, ({ findings }) => findings.length) + lateFindings.length)}** |`,
  ].join('\n')
}

const tableOf = (rounds: readonly Round[]): string => [
  '| Vòng / round | Hạt giống / seed | Lỗi lúc (kéo dài) / faults at (for), s | Commit | Sự kiện / events | Không rõ / unknown | Tiếp quản / taken over | Từ chối / refused | Ngừng lâu nhất / longest pause, s | Đã theo dõi / followed | Kết luận / verdict |',
  '|---|---|---|---|---|---|---|---|---|---|---|',
  ...rounds.map(rowOf),
].join('\n')

const rowOf = ({ seed, faults, counts, findings }: Round, index: number): string => {
  const moments = faults.map(({ kind, atMs, lastedMs }) => `${faultWords[kind]} ${seconds(atMs)} (${seconds(lastedMs)})`).join('; ')
  const verdict = findings.length === 0 ? 'giữ đủ / kept' : `**${[...new Set(findings.map(({ check }) => check))].join(', ')}**`
  return `| ${[index + 1, seed, moments, figure(counts.acknowledged), figure(counts.events), fatesOf(counts.unknown), fatesOf(counts.takenOver), counts.refused, seconds(counts.longestPauseMs), figure(counts.followed), verdict].join(' | ')} |`
}

const fatesOf = ({ count, found, storedByRepeat, leftAndThere, leftAndNotThere }: Fates): string => {
  const parts = [[found, 'đã có / found'], [storedByRepeat, 'ghi lại / anew'], [leftAndThere, 'để yên, có / left, there'], [leftAndNotThere, 'để yên, không có / left, not there']] as const
  const said = parts.flatMap(([number, words]) => (number === 0 ? [] : [`${number} ${words}`]))
  return said.length === 0 ? String(count) : `${count}: ${said.join('; ')}`
}

const mostSaid = 20

const findingsOf = ({ rounds, lateFindings }: Run): string[] => {
  const found = rounds.flatMap(({ findings }, index) => findings.map(({ check, what }) => `- ${index + 1}, \`${check}\`: ${what}`))
  const all = [...found, ...lateFindings.map((what) => `- sau cùng / at the end: ${what}`)]
  if (all.length === 0) return []
  const rest = all.length - mostSaid
  return ['## Sai phạm / Findings', [...all.slice(0, mostSaid), ...(rest > 0 ? [`- … ${figure(rest)}`] : [])].join('\n')]
}
