import { Argument, Command } from 'commander'
import type { KafkaSettings } from '#platform'
import type { Runtime } from '#runtime'
import { publishedTopicOf, RelayRecords, relayStatusOf, type RelayStatus } from '#subscriptions'
import { OperatorError } from './explain.js'
import { wholeNumber, withCommonOptions, withExamples, withExistingRuntime, type CommonOptions } from './options.js'
import { printJson, printLine } from './print.js'
import { republish } from './relay-republish.js'

export interface RelayCommandOptions extends CommonOptions {
  readonly topic?: string | undefined
  readonly from: number
  readonly replace?: boolean | undefined
}

const tasks = ['status', 'pause', 'resume', 'republish'] as const
type Task = (typeof tasks)[number]

export const relayCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('relay'))
      .description('việc phát sổ lên Kafka: xem, tạm dừng, chạy tiếp, phát lại vào topic mới; dùng được khi máy chủ đang chạy / publishing to Kafka: status, pause, resume, republish; also beside a running server')
      .addArgument(new Argument('<việc>', 'status | pause | resume | republish').choices(tasks))
      .option('--topic <topic>', 'republish: topic mới; các việc khác: mặc định KAFKA_TOPIC / the new topic; for the others KAFKA_TOPIC')
      .option('--from <vị trí>', 'republish: phát các sự kiện sau vị trí này vào topic trống; 0: tất cả / events behind this position; 0 for all', wholeNumber('--from'), 0)
      .option('--replace', 'resume: sổ này thay sổ khác đã phát lên topic, sau khi khôi phục bản sao lưu; phát lại cả sổ / this restored log takes the place of the one on the topic')
      .action((task: Task, options: RelayCommandOptions) => runRelay(task, options)),
    ['KAFKA_BROKERS=127.0.0.1:9092 sinhke relay status', 'KAFKA_BROKERS=127.0.0.1:9092 sinhke relay pause', 'KAFKA_BROKERS=127.0.0.1:9092 sinhke relay resume --replace', 'KAFKA_BROKERS=127.0.0.1:9092 sinhke relay republish --topic sinhke.events.v1.moi --from 0 --json'],
  )

const runRelay = (task: Task, options: RelayCommandOptions): Promise<void> =>
  withExistingRuntime(options, async (runtime) => {
    const kafka = getKafka(runtime)
    if (task === 'republish') return republish(runtime, kafka, options)
    const { name: topic } = publishedTopicOf({ ...kafka, topic: options.topic ?? kafka.topic })
    if (task === 'pause') await new RelayRecords(runtime.deliveries, topic).change((wish) => ({ ...wish, isPaused: true }))
    if (task === 'resume') await resume(runtime, topic, options)
    const status = await relayStatusOf({ log: runtime.log, deliveries: runtime.deliveries, topic })
    if (options.json) printJson(status)
    else printStatus(status, options)
  })

const getKafka = ({ kafka }: Runtime): KafkaSettings => {
  if (kafka !== undefined) return kafka
  throw new OperatorError({ vi: 'chưa cấu hình Kafka; hãy đặt KAFKA_BROKERS, ví dụ KAFKA_BROKERS=127.0.0.1:9092.', en: 'no Kafka is configured; set KAFKA_BROKERS, e.g. KAFKA_BROKERS=127.0.0.1:9092.' })
}

const resume = async ({ deliveries }: Runtime, topic: string, { replace }: RelayCommandOptions): Promise<void> => {
  const records = new RelayRecords(deliveries, topic)
  const others = replace === true ? (await records.findReport())?.trouble?.incarnations ?? [] : []
  if (replace === true && others.length === 0) {
    throw new OperatorError({ vi: `topic ${topic} không dừng vì sổ khác; không có gì để thay. Xem: sinhke relay status.`, en: `topic ${topic} is not stopped by another log; there is nothing to replace. See sinhke relay status.` })
  }
  await records.change(({ replaced }) => ({ isPaused: false, replaced: [...new Set([...replaced, ...others])] }))
}

const states: Readonly<Record<RelayStatus['state'], string>> = {
  starting: 'đang bắt đầu / starting',
  publishing: 'đang phát / publishing',
  paused: 'tạm dừng / paused',
  failing: 'đang lỗi, tự thử lại / failing, tried again',
  stopped: 'đã dừng, cần xử lý / stopped, something has to be done',
  silent: 'không có tiến trình nào đang phát / no process publishes',
}

const printStatus = ({ topic, state, publishedPosition, head, lag, isPauseWished, trouble }: RelayStatus, { lang }: RelayCommandOptions): void => {
  printLine(`${topic}: ${states[state]}`)
  printLine(lang === 'vi' ? `Đã phát đến ${publishedPosition ?? 0} / ${head}, còn ${lag}` : `Published to ${publishedPosition ?? 0} of ${head}, ${lag} to go`)
  if (isPauseWished && state !== 'paused') printLine(lang === 'vi' ? 'Đã yêu cầu tạm dừng.' : 'A pause is wished.')
  if (trouble !== undefined) printLine(`${trouble.code}: ${trouble[lang]}`)
}
