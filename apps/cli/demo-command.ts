import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import pc from 'picocolors'
import { v5 } from 'uuid'
import { loadConfig } from '#platform'
import { Runtime } from '#runtime'
import { caughtUp } from './caught-up.js'
import { csvFilesOf } from './csv-files.js'
import { explain, OperatorError } from './explain.js'
import { commandIdOf, eventOfRow } from './import/index.js'
import { importInto } from './import-command.js'
import { importSummary, problemLine } from './import-report.js'
import { dataDirOf, withCommonOptions, withExamples, type CommonOptions } from './options.js'
import { printLine, warnLine } from './print.js'
import { startServer } from './serve-command.js'

interface DemoOptions extends CommonOptions {
  readonly port?: string | undefined
  readonly once?: boolean | undefined
}

const sampleFolder = fileURLToPath(new URL('../../../samples/small', import.meta.url))

export const demoCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('demo'), { json: false })
      .description('nhập dữ liệu mẫu, chạy máy chủ và in các lệnh để thử ngay / import the sample, serve it and print lines to try')
      .option('--port <cổng>', 'cổng TCP, mặc định PORT hoặc 3000 / port')
      .option('--once', 'dừng sau khi in xong / stop after printing')
      .action((options: DemoOptions) => runDemo(options)),
    ['sinhke demo', 'PORT=3001 sinhke demo --data-dir ./demo'],
  )

const runDemo = async (options: DemoOptions): Promise<void> => {
  await refuseTakenPort(options)
  const runtime = await Runtime.open({ dataDir: dataDirOf(options) })
  const stop = await demonstrate(runtime, options).catch(async (error: unknown) => {
    await runtime.close()
    throw error
  })
  if (options.once || process.env.DEMO_EXIT === '1') await stop?.()
}

/** Answers how to stop the server that it leaves running; undefined where it was interrupted before. */
const demonstrate = async (runtime: Runtime, options: DemoOptions): Promise<(() => Promise<void>) | undefined> => {
  await refuseOtherData(runtime, options)
  const { run, problems, failure } = await importInto(runtime, await csvFilesOf([sampleFolder]))
  for (const problem of problems) warnLine(problemLine(problem, options.lang))
  printLine(importSummary(run, { problems: 0, errorsFile: undefined, lang: options.lang }))
  if (failure !== undefined) warnLine(explain(failure.error))
  if (problems.length > 0 || failure !== undefined || run.interrupted) {
    process.exitCode = run.interrupted ? 130 : 1
    await runtime.close()
    return undefined
  }
  const { url, stop } = await startServer(options, runtime)
  await caughtUp(runtime)
  const { token } = await runtime.tokens.issue({ name: 'Cán bộ dùng thử', role: 'officer', unit: { codeSet: 'vn-2025', code: '05680' }, validDays: 7 })
  printLine(`\n${thingsToTry({ url, token }).join('\n')}`)
  return stop
}

/** The sample is invented: it must not get among the data of real households. */
const refuseOtherData = async ({ log }: Runtime, options: DemoOptions): Promise<void> => {
  const isEmptyOrSample = (await log.head()) === 0 || (await log.findEvent(eventOfRow('register-unit', '1'))) !== undefined
  if (isEmptyOrSample) return
  const dataDir = dataDirOf(options)
  throw new OperatorError({ vi: `${dataDir} đã có dữ liệu khác; hãy chọn thư mục riêng cho dữ liệu mẫu, ví dụ --data-dir ./demo.`, en: `${dataDir} holds other data; choose a folder for the sample, e.g. --data-dir ./demo.` })
}

/** Found out before anything is imported. */
const refuseTakenPort = async (options: DemoOptions): Promise<void> => {
  const { port, host } = loadConfig(options.port === undefined ? process.env : { ...process.env, PORT: options.port })
  const probe = createServer().listen(port, host)
  await once(probe, 'listening')
  probe.close()
  await once(probe, 'close')
}

const householdId = v5('household', commandIdOf('register-household', '3'))
const obligationId = v5('obligation', commandIdOf('create-obligation', '3'))

const thingsToTry = ({ url, token }: { url: string; token: string }): string[] => {
  const receipt = randomUUID()
  const recovery = JSON.stringify({
    obligationId, amountDong: 100_000, occurredOn: '2026-03-20', paper: { number: `TH-${receipt.slice(0, 8).toUpperCase()}`, date: '2026-03-20', issuer: 'Nhóm chăn nuôi bò sinh sản xóm Thịnh Đức' },
  })
  return [
    `${pc.bold('Máy chủ / server')}   ${pc.cyan(url)}   (${url}/openapi.json)`,
    pc.bold('Mã truy cập / token'),
    `export TOKEN=${token}`,
    '',
    pc.bold('Tìm hộ theo tên, không cần dấu / find a household by name, without diacritics'),
    `curl -s '${url}/households?q=trieu+thi+sinh' -H "Authorization: Bearer $TOKEN"`,
    '',
    pc.bold('Lịch sử hỗ trợ của hộ đó / its history'),
    `curl -s '${url}/households/${householdId}/history' -H "Authorization: Bearer $TOKEN"`,
    '',
    pc.bold('Ghi một lần hoàn trả; gửi lại đúng lệnh này không thêm gì / record a recovery; sent again it adds nothing'),
    `curl -s '${url}/commands/record-recovery' -H "Authorization: Bearer $TOKEN" -H 'Idempotency-Key: ${receipt}' -H 'Content-Type: application/json' -d '${recovery}'`,
    '',
    pc.dim('Xem cùng lịch sử ở đây / the same history here:  node bin/sinhke.js history 000000003001   ·   Ctrl-C: dừng / stop'),
  ]
}
