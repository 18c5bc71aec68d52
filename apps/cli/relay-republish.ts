import { sleep, type KafkaSettings } from '#platform'
import type { Runtime } from '#runtime'
import { publishedTopicOf, relayOf, type Relay } from '#subscriptions'
import { OperatorError } from './explain.js'
import { printJson, printLine } from './print.js'
import { progressBar } from './progress.js'
import type { RelayCommandOptions } from './relay-command.js'

const lookEveryMs = 100

/**
 * Publishes the log into another topic, up to where it is now; run again it goes on where it was. It is a relay of its
 * own, so that the servers' may take that topic over afterwards, by KAFKA_TOPIC, and go on in it.
 */
export const republish = async (runtime: Runtime, kafka: KafkaSettings, { topic, from, json, lang }: RelayCommandOptions): Promise<void> => {
  const target = newTopicOf(kafka, topic)
  const head = await runtime.log.head()
  if (from > head) throw new OperatorError({ vi: `--from nhiều nhất là ${head}, vị trí cuối của sổ.`, en: `--from is at most ${head}, where the log ends.` })
  const relay = relayOf(runtime, { ...kafka, topic: target }, { from })
  const stopping = new AbortController()
  const running = relay.run(stopping.signal)
  const bar = progressBar(target, head)
  try {
    await untilAt(relay, head, (position) => bar.at(position))
  } finally {
    bar.stop()
    stopping.abort()
    await running
  }
  if (json === true) return printJson({ topic: target, position: relay.report.position })
  printLine(lang === 'vi' ? `Đã phát đến ${relay.report.position} vào ${target}; để phát tiếp ở đó: KAFKA_TOPIC=${target}` : `Published to ${relay.report.position} into ${target}; to go on there: KAFKA_TOPIC=${target}`)
}

const newTopicOf = (kafka: KafkaSettings, topic: string | undefined): string => {
  if (topic !== undefined && /^[\w.-]{1,200}$/.test(topic) && topic !== publishedTopicOf(kafka).name) return topic
  throw new OperatorError({ vi: 'hãy cho --topic, tên một topic khác với topic đang phát, gồm chữ, số, ".", "_" và "-".', en: 'give --topic, another one than is being published to, of letters, digits, ".", "_" and "-".' })
}

const untilAt = async (relay: Relay, head: number, onPosition: (position: number) => void): Promise<void> => {
  for (;;) {
    const { state, position, trouble } = relay.report
    if (state === 'stopped' && trouble !== undefined) throw new OperatorError({ vi: trouble.vi, en: trouble.en })
    if (state === 'publishing' && position !== undefined) {
      onPosition(position)
      if (position >= head) return
    }
    await sleep(lookEveryMs)
  }
}
