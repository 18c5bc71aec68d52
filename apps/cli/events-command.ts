import { Command } from 'commander'
import pc from 'picocolors'
import { formatDay, getDefinition, inTodaysShape, type Language } from '#domain'
import type { RecordedEvent } from '#event-log'
import { rowLines, type PageColumn } from './columns.js'
import { wholeNumber, withCommonOptions, withExamples, withExistingRuntime, type CommonOptions } from './options.js'
import { printLine } from './print.js'

interface EventsOptions extends CommonOptions {
  readonly tag?: readonly string[] | undefined
  readonly type?: readonly string[] | undefined
  readonly after: number
  readonly limit: number
  readonly follow?: boolean | undefined
}

export const eventsCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('events'))
      .description('in các sự kiện trong sổ; dữ liệu cá nhân vẫn niêm phong / print events; personal data stays sealed')
      .option('--tag <nhãn...>', 'chỉ sự kiện có một trong các nhãn / with any of these tags')
      .option('--type <loại...>', 'chỉ các loại này / of these types')
      .option('--after <vị trí>', 'sau vị trí này / after this position', wholeNumber('--after'), 0)
      .option('--limit <số>', 'số sự kiện nhiều nhất / at most', wholeNumber('--limit'), 100)
      .option('--follow', 'in tiếp sự kiện mới cho đến khi Ctrl-C / go on with new events')
      .action((options: EventsOptions) => runEvents(options)),
    ['sinhke events --type recovery-received --json', 'sinhke events --tag household:6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a', 'sinhke events --after 350 --follow'],
  )

const runEvents = (options: EventsOptions): Promise<void> =>
  withExistingRuntime(options, async ({ log }) => {
    const { after, limit, follow, tag: tags, type: types } = options
    let printed = 0
    if (!follow) {
      for await (const events of log.read({ tags, types, after, limit: Math.max(limit, 1) })) printed += printAll(events.slice(0, limit - printed), options)
      return
    }
    const ending = new AbortController()
    process.once('SIGINT', () => ending.abort())
    for await (const events of log.follow(after, ending.signal)) printAll(events.filter((event) => isAskedFor(event, options)), options)
  })

const isAskedFor = ({ tags, type }: RecordedEvent, asked: EventsOptions): boolean =>
  (asked.tag === undefined || asked.tag.some((tag) => tags.includes(tag))) && (asked.type === undefined || asked.type.includes(type))

const printAll = (events: readonly RecordedEvent[], { json, lang }: EventsOptions): number => {
  for (const event of events) for (const line of json ? [JSON.stringify(event)] : eventLines(event, lang)) printLine(line)
  return events.length
}

const columns: readonly PageColumn[] = [{ width: 7, align: 'right' }, { width: 10 }, { width: 22 }, { width: 58 }]

const eventLines = (event: RecordedEvent, lang: Language): string[] => {
  const { position, occurredOn, type, paper } = event
  const sentence = getDefinition(type).describe(inTodaysShape(event).data)[lang]
  const shown = rowLines(columns, [String(position), formatDay(occurredOn), type, `${sentence}${paper === undefined ? '' : ` · ${paper.number}`}`])
  return position % 2 === 0 ? shown : shown.map((line) => pc.dim(line))
}
