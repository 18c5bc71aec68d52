import { z } from 'zod'
import type { Words } from './configuration-error.js'

/** How to reach Kafka, and what to publish on. */
export interface KafkaSettings {
  /** `host:port` each. */
  readonly brokers: readonly string[]
  /** Undefined for the one that the contracts name. */
  readonly topic: string | undefined
  readonly partitions: number
  readonly isTls: boolean
  readonly sasl?: KafkaUser | undefined
}

export interface KafkaUser {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'
  readonly username: string
  readonly password: string
}

const must = (vi: string, en: string): string => JSON.stringify({ vi, en })

const brokersPattern = /^\s*[^\s,:/]+:\d{1,5}(\s*,\s*[^\s,:/]+:\d{1,5})*\s*$/
const partitionsWords = must('phải là số partition từ 1 đến 1000', 'must be a number of partitions from 1 to 1000')

/** What the environment may say of Kafka. */
export const kafkaVariables = {
  KAFKA_BROKERS: z.string().regex(brokersPattern, must('phải là danh sách máy:cổng cách nhau bằng dấu phẩy, ví dụ may1:9092,may2:9092', 'must be host:port, several separated by commas, e.g. one:9092,two:9092')).optional(),
  KAFKA_TOPIC: z.string().regex(/^[\w.-]{1,200}$/, must('phải là tên topic gồm chữ, số, ".", "_" và "-"', 'must be a topic of letters, digits, ".", "_" and "-"')).optional(),
  KAFKA_PARTITIONS: z.string().regex(/^\d{1,4}$/, partitionsWords).transform(Number).pipe(z.number().min(1, partitionsWords).max(1_000, partitionsWords)).default(1),
  KAFKA_SSL: z.enum(['true', 'false'], { error: must('phải là true hoặc false', 'must be true or false') }).default('false'),
  KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512'], { error: must('phải là plain, scram-sha-256 hoặc scram-sha-512', 'must be plain, scram-sha-256 or scram-sha-512') }).optional(),
  KAFKA_SASL_USERNAME: z.string().min(1, must('không được để trống', 'must not be empty')).optional(),
  KAFKA_SASL_PASSWORD: z.string().min(1, must('không được để trống', 'must not be empty')).optional(),
}

/** Undefined without KAFKA_BROKERS; or the variable that doesn't fit the others. */
export const kafkaSettingsIn = (variables: z.output<z.ZodObject<typeof kafkaVariables>>): KafkaSettings | { readonly variable: string; readonly words: Words } | undefined => {
  const { KAFKA_BROKERS: brokers, KAFKA_TOPIC: topic, KAFKA_PARTITIONS: partitions, KAFKA_SSL, KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = variables
  if (brokers === undefined) return undefined
  const settings = { brokers: brokers.split(',').map((broker) => broker.trim()), topic, partitions, isTls: KAFKA_SSL === 'true' }
  if (mechanism === undefined && username === undefined && password === undefined) return settings
  if (mechanism === undefined || username === undefined || password === undefined) {
    return { variable: 'KAFKA_SASL_MECHANISM', words: { vi: 'phải đi cùng KAFKA_SASL_USERNAME và KAFKA_SASL_PASSWORD', en: 'must go together with KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD' } }
  }
  return { ...settings, sasl: { mechanism, username, password } }
}
