import { describe, expect, it } from '@jest/globals'
import { loadConfig, placeName } from './config.js'
import { ConfigurationError } from './configuration-error.js'

const wrongOf = (variables: Readonly<Record<string, string>>): string => {
  try {
    loadConfig(variables)
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message
    throw error
  }
  return ''
}

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(loadConfig({})).toMatchObject({ port: 3000, host: '127.0.0.1', workerPort: 3010, mongodbUri: undefined, webhookNetworks: [], isProduction: false })
    expect(loadConfig({ WEBHOOK_PRIVATE_NETWORKS: ' 10.20.0.0/16, fd00:1::/32,' }).webhookNetworks).toEqual(['10.20.0.0/16', 'fd00:1::/32'])
    expect(loadConfig({ NODE_ENV: 'production', MONGODB_URI: 'mongodb://one,two/tinh?replicaSet=rs0' })).toMatchObject({ isProduction: true, mongodbUri: 'mongodb://one,two/tinh?replicaSet=rs0' })
  })

  it('knows Kafka where it is told, by brokers that may be several', () => {
    expect(loadConfig({}).kafka).toBeUndefined()
    expect(loadConfig({ KAFKA_BROKERS: 'one:9092, two:9093', KAFKA_SSL: 'true', KAFKA_SASL_MECHANISM: 'scram-sha-512', KAFKA_SASL_USERNAME: 'sinhke', KAFKA_SASL_PASSWORD: 'mat-khau' }).kafka).toEqual({
      brokers: ['one:9092', 'two:9093'], topic: undefined, partitions: 1, isTls: true, sasl: { mechanism: 'scram-sha-512', username: 'sinhke', password: 'mat-khau' },
    })
  })

  it.each([
    [{ PORT: 'x' }, /^cấu hình sai: PORT phải là số cổng TCP .+ \/ wrong configuration: PORT must be a TCP port/],
    [{ PORT: '70000' }, /PORT must be/],
    [{ WORKER_PORT: '-1' }, /WORKER_PORT must be/],
    [{ HOST: '' }, /HOST must be/],
    [{ DATA_DIR: ' ' }, /DATA_DIR must be/],
    [{ WEBHOOK_PRIVATE_NETWORKS: '10.0.0.0' }, /WEBHOOK_PRIVATE_NETWORKS must be networks as CIDR/],
    [{ MONGODB_URI: '' }, /MONGODB_URI must begin with mongodb/],
    [{ MONGODB_URI: 'http://127.0.0.1' }, /MONGODB_URI must begin with mongodb/],
    [{ MONGODB_URI: 'mongodb://127.0.0.1:port/' }, /MONGODB_URI is no valid URI/],
    [{ MONGODB_URI: 'mongodb://127.0.0.1/?pages=7' }, /MONGODB_URI is no valid URI \(option pages is not supported\)/],
    [{ MONGODB_URI: 'mongodb://127.0.0.1/a.b' }, /MONGODB_URI must name a database/],
    [{ KAFKA_BROKERS: 'kafka' }, /KAFKA_BROKERS must be host:port/],
    [{ KAFKA_BROKERS: 'kafka:9092', KAFKA_TOPIC: 'a b' }, /KAFKA_TOPIC must be/],
    [{ KAFKA_BROKERS: 'kafka:9092', KAFKA_PARTITIONS: '0' }, /KAFKA_PARTITIONS must be/],
    [{ KAFKA_BROKERS: 'kafka:9092', KAFKA_SSL: 'yes' }, /KAFKA_SSL must be true or false/],
    [{ KAFKA_BROKERS: 'kafka:9092', KAFKA_SASL_USERNAME: 'sinhke' }, /KAFKA_SASL_MECHANISM must go together/],
    [{ MONGODB_URI: 'mongodb://127.0.0.1/?journal=false' }, /MONGODB_URI must not set journal=false/],
    [{ MONGODB_URI: 'mongodb://127.0.0.1/?readConcernLevel=local' }, /MONGODB_URI must not set/],
  ])('of %j is told in one line that names the variable', (variables, words) => {
    expect(wrongOf(variables)).toMatch(words)
    expect(wrongOf(variables)).not.toContain('\n')
  })

  it('names every variable that is wrong', () => {
    expect(wrongOf({ PORT: 'x', WORKER_PORT: 'y' })).toMatch(/PORT must .+; WORKER_PORT must/)
  })

  it('never tells a password', () => {
    const secret = 'mat-khau-bi-mat'
    for (const uri of [`mongodb://can-bo:${secret}@127.0.0.1:port/`, `mongodb://can-bo:${secret}@@h/`, `mongodb://can-bo:${secret}@h/?journal=false`, `mongodb://can-bo:%${secret}@h/`]) expect(wrongOf({ MONGODB_URI: uri })).not.toContain(secret)
    expect(placeName({ dataDir: '', mongodbUri: `mongodb://can-bo:${secret}@one:27017,two:27018/tinh` })).toBe('MongoDB one:27017,two:27018/tinh')
  })
})
