import kafkajs, { type Admin } from 'kafkajs'
import type { PublishedTopic } from './topic-broker.js'
import { RelayStopped } from './relay-stopped.js'

/** Kept for ever and whole, or who subscribes later would miss what is gone. */
const lasting = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' } as const
/** Of a topic that the relay makes: no commit is larger. */
const mostMessageBytes = 16 * 1024 * 1024
/** A transaction's batch has to find room. */
const leastMessageBytes = 1_000_000

/** Its one partition's offset, of the relay's group, is the position: committed together with the events. */
export const markerTopicOf = (topic: string): string => `${topic}.marker`

/** Makes topic and marker where they are missing, and refuses a topic with settings by which events could get lost. */
export const prepareTopic = async (admin: Admin, topic: PublishedTopic): Promise<void> => {
  const both = [topic, { name: markerTopicOf(topic.name), partitions: 1 }]
  const there = new Set(await admin.listTopics())
  const missing = both.filter(({ name }) => !there.has(name))
  if (missing.length > 0) await create(admin, missing)
  const { topics } = await admin.fetchTopicMetadata({ topics: both.map(({ name }) => name) })
  const counts = both.flatMap(({ name, partitions }) => {
    const found = topics.find((each) => each.name === name)?.partitions.length
    return found === partitions ? [] : [`${name}: partitions = ${found} (≠ ${partitions})`]
  })
  const wrong = [...counts, ...(await wrongSettings(admin, topic.name))]
  if (wrong.length > 0) throw wrongTopicSettings(topic.name, wrong)
}

const create = async (admin: Admin, topics: readonly PublishedTopic[]): Promise<void> => {
  await admin.createTopics({
    waitForLeaders: true,
    topics: topics.map(({ name, partitions }) => ({
      topic: name, numPartitions: partitions,
      configEntries: Object.entries({ ...lasting, 'max.message.bytes': String(mostMessageBytes) }).map(([key, value]) => ({ name: key, value })),
    })),
  })
}

const wrongSettings = async (admin: Admin, name: string): Promise<string[]> => {
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name, configNames: [...Object.keys(lasting), 'max.message.bytes'] }] })
  const found = new Map(resources.flatMap(({ configEntries }) => configEntries.map(({ configName, configValue }) => [configName, configValue])))
  const differing = Object.entries(lasting).flatMap(([key, value]) => (found.get(key) === value ? [] : [`${key} = ${found.get(key)} (≠ ${value})`]))
  const bytes = found.get('max.message.bytes')
  return Number(bytes) < leastMessageBytes ? [...differing, `max.message.bytes = ${bytes} (< ${leastMessageBytes})`] : differing
}

const wrongTopicSettings = (topic: string, wrong: readonly string[]): RelayStopped =>
  new RelayStopped('wrong-topic-settings', {
    vi: `topic ${topic} có cấu hình làm mất sự kiện hoặc thứ tự: ${wrong.join('; ')}. Hãy sửa bằng kafka-configs.sh --alter --topic ${topic} (số partition: KAFKA_PARTITIONS), hoặc đặt KAFKA_TOPIC là một topic mới để phần mềm tự tạo.`,
    en: `topic ${topic} has settings by which events or their order would get lost: ${wrong.join('; ')}. Correct them by kafka-configs.sh --alter --topic ${topic} (the number of partitions: KAFKA_PARTITIONS), or set KAFKA_TOPIC to a new topic, which is made as it has to be.`,
  })
