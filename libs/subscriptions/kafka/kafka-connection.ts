import { Kafka, logLevel, type SASLOptions } from 'kafkajs'
import type { KafkaSettings } from '#platform'

/** kafkajs says to this what it tries again. */
export type TroubleListener = (trouble: string) => void

const requestTimeoutMs = 10_000
const connectionTimeoutMs = 5_000

/** A client that says what goes wrong to a listener instead of the console. */
export const connectKafka = ({ brokers, isTls, sasl }: KafkaSettings, onTrouble: TroubleListener): Kafka =>
  new Kafka({
    clientId: 'sinhke-relay',
    brokers: [...brokers],
    ssl: isTls,
    ...(sasl === undefined ? {} : { sasl: sasl as SASLOptions }),
    requestTimeout: requestTimeoutMs,
    connectionTimeout: connectionTimeoutMs,
    // More and sooner than its own: a coordinator that is still ending the transaction before is asked again after 20 ms, not 300.
    retry: { retries: 12, initialRetryTime: 20, maxRetryTime: 5_000 },
    logLevel: logLevel.ERROR,
    logCreator: () => ({ namespace, log: { message, error } }) => onTrouble([namespace, message, error].filter((part) => typeof part === 'string' && part !== '').join(': ')),
  })
