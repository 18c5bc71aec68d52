import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs'
import { startKafka, type KafkaServer } from './kafka.js'

describe('the Kafka of the tests', () => {
  const topic = 'toys'
  let kafka: KafkaServer
  const clientOf = (brokers: string) => new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING, retry: { retries: 20 } })
  const withProducer = async (brokers: string, work: (producer: Producer) => Promise<unknown>) => {
    const producer = clientOf(brokers).producer({ createPartitioner: Partitioners.DefaultPartitioner })
    await producer.connect()
    try {
      await work(producer)
    } finally {
      await producer.disconnect()
    }
  }
  const withAdmin = async <Result>(work: (admin: ReturnType<Kafka['admin']>) => Promise<Result>): Promise<Result> => {
    const admin = clientOf(kafka.brokers).admin()
    await admin.connect()
    return work(admin).finally(() => admin.disconnect())
  }
  const end = () => withAdmin(async (admin) => Number((await admin.fetchTopicOffsets(topic))[0]?.high))

  beforeAll(async () => {
    kafka = await startKafka({ isProxied: true })
    await withAdmin((admin) => admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true }))
  }, 120_000)
  afterAll(() => kafka.stop(), 60_000)

  it('goes on with its records after it was killed', async () => {
    await withProducer(kafka.brokers, (producer) => producer.send({ topic, messages: [{ key: 'a', value: '1' }] }))
    await kafka.kill()
    await kafka.start()
    expect(await end()).toBe(1)
  }, 120_000)

  it('lets a request through whose answer is swallowed, so that its repeat stands there twice', async () => {
    const before = await end()
    kafka.proxy.swallowNext('produce', 'cut')
    await withProducer(kafka.proxiedBrokers, (producer) => producer.send({ topic, messages: [{ key: 'a', value: '2' }] }))
    expect(await end()).toBe(before + 2)
    expect(Object.fromEntries(kafka.proxy.swallowed)).toEqual({ 'produce cut': 1 })
  }, 60_000)
})
