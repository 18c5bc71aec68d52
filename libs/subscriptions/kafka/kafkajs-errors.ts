import { RelayStopped } from './relay-stopped.js'

/** What trying again doesn't help against. */
const stops: Readonly<Record<string, 'message-too-large' | 'not-permitted'>> = {
  MESSAGE_TOO_LARGE: 'message-too-large',
  RECORD_LIST_TOO_LARGE: 'message-too-large',
  TOPIC_AUTHORIZATION_FAILED: 'not-permitted',
  GROUP_AUTHORIZATION_FAILED: 'not-permitted',
  CLUSTER_AUTHORIZATION_FAILED: 'not-permitted',
  TRANSACTIONAL_ID_AUTHORIZATION_FAILED: 'not-permitted',
}

/** For `catch`: throws what it was given, as `RelayStopped` where somebody has to do something. */
export const toStopped = (topic: string) => (error: unknown): never => {
  const type = protocolTypeOf(error)
  const code = type === undefined ? undefined : stops[type]
  if (code === 'message-too-large') {
    throw new RelayStopped(code, {
      vi: `Kafka không nhận sự kiện vì quá lớn (${type}); hãy tăng max.message.bytes của topic ${topic} lên 16777216.`,
      en: `Kafka refuses an event as too large (${type}); raise max.message.bytes of topic ${topic} to 16777216.`,
    })
  }
  if (code === 'not-permitted') {
    throw new RelayStopped(code, {
      vi: `Kafka không cho phép (${type}); tài khoản cần: Create, Describe, DescribeConfigs, Read, Write trên topic ${topic} và ${topic}.marker; Read trên nhóm có tiền tố sinhke.; Describe, Write trên transactional id có tiền tố sinhke.; IdempotentWrite.`,
      en: `Kafka does not permit this (${type}); the account needs Create, Describe, DescribeConfigs, Read, Write on topics ${topic} and ${topic}.marker; Read on groups with the prefix sinhke.; Describe, Write on transactional ids with the prefix sinhke.; IdempotentWrite.`,
    })
  }
  throw error
}

/**
 * kafkajs wraps what it has given up trying. Its classes of errors can't be imported by name, so an error is known by what it says of itself:
 * a protocol error has the type that Kafka gives it.
 */
const protocolTypeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined
  if ('type' in error && typeof error.type === 'string') return error.type
  return protocolTypeOf(error.cause)
}
