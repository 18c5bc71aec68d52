/** The broker that the run of the tests was started with; for tests that leave it running. See scripts/test.js. */
export const testBrokers = (): string => {
  const brokers = process.env.SINHKE_TEST_KAFKA_BROKERS
  if (brokers === undefined) throw new Error('this test needs a Kafka: npm test -- --servers')
  return brokers
}
