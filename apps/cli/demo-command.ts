import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Command, Option } from 'commander'
import pc from 'picocolors'
import { dayAt, type Day } from '#domain'
import { loadConfig, placeName } from '#platform'
import { getRecoveries } from '#read-models'
import { Runtime } from '#runtime'
import { foldText } from '#vault'
import { caughtUp } from './caught-up.js'
import { csvFilesOf } from './csv-files.js'
import { explain, OperatorError } from './explain.js'
import { headNamesOf } from './head-names.js'
import { eventOfRow } from './import/index.js'
import { importInto } from './import-command.js'
import { importSummary, problemLine } from './import-report.js'
import { placeOf, withCommonOptions, withExamples, type CommonOptions } from './options.js'
import { printLine, warnLine } from './print.js'
import { startServer } from './serve-command.js'

interface DemoOptions extends CommonOptions {
  readonly port?: string | undefined
  readonly once?: boolean | undefined
  readonly sample: Sample
}

const samples = ['province', 'small'] as const
type Sample = (typeof samples)[number]

const folderOf = (sample: Sample): string => fileURLToPath(new URL(`../../../samples/${sample}`, import.meta.url))

export const demoCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('demo'), { json: false })
      .description('nhập dữ liệu mẫu, chạy máy chủ và in các lệnh để thử ngay / import the sample, serve it and print lines to try')
      .addOption(new Option('--sample <mẫu>', 'cả tỉnh, khoảng một phút, hay vài xã, vài giây / the whole province, about a minute, or a few communes').choices(samples).default('province'))
      .option('--port <cổng>', 'cổng TCP, mặc định PORT hoặc 3000 / port')
      .option('--once', 'dừng sau khi in xong / stop after printing')
      .action((options: DemoOptions) => runDemo(options)),
    ['sinhke demo', 'sinhke demo --sample small --data-dir ./small', 'PORT=3001 sinhke demo --data-dir ./demo'],
  )

const runDemo = async (options: DemoOptions): Promise<void> => {
  await refuseTakenPort(options)
  const runtime = await Runtime.open(placeOf(options))
  const stop = await demonstrate(runtime, options).catch(async (error: unknown) => {
    await runtime.close()
    throw error
  })
  if (options.once || process.env.DEMO_EXIT === '1') await stop?.()
}

/** Answers how to stop the server that it leaves running; undefined where it was interrupted before. */
const demonstrate = async (runtime: Runtime, options: DemoOptions): Promise<(() => Promise<void>) | undefined> => {
  await refuseOtherData(runtime)
  const { run, problems, failure } = await importInto(runtime, await csvFilesOf([folderOf(options.sample)]))
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
  printLine(`\n${thingsToTry({ url, token, ...(await debtorIn(runtime)) }).join('\n')}`)
  return stop
}

/** The sample is invented: it must not get among the data of real households. */
const refuseOtherData = async ({ log, place }: Runtime): Promise<void> => {
  const isEmptyOrSample = (await log.head()) === 0 || (await log.findEvent(eventOfRow('register-unit', '1'))) !== undefined
  if (isEmptyOrSample) return
  const [vi, en] = place.mongodbUri === undefined
    ? ['chọn thư mục riêng cho dữ liệu mẫu, ví dụ --data-dir ./demo', 'choose a folder for the sample, e.g. --data-dir ./demo']
    : ['chọn cơ sở dữ liệu riêng cho dữ liệu mẫu, ví dụ MONGODB_URI=…/demo', 'choose a database for the sample, e.g. MONGODB_URI=…/demo']
  throw new OperatorError({ vi: `${placeName(place)} đã có dữ liệu khác; hãy ${vi}.`, en: `${placeName(place)} holds other data; ${en}.` })
}

/** Found out before anything is imported. */
const refuseTakenPort = async (options: DemoOptions): Promise<void> => {
  const { port, host } = loadConfig(options.port === undefined ? process.env : { ...process.env, PORT: options.port })
  const probe = createServer().listen(port, host)
  await once(probe, 'listening')
  probe.close()
  await once(probe, 'close')
}

const recoveryDong = 100_000

interface Debtor {
  readonly householdId: string
  readonly headName: string
  readonly obligationId: string
}

/** A household that still owes money, so that there is something to give back. */
const debtorIn = async (runtime: Runtime): Promise<Debtor> => {
  const { rows } = await getRecoveries({ today: today() }, { reader: runtime.reader, store: runtime.views })
  const row = rows.find(({ owedUnit, outstanding }) => owedUnit === 'dong' && outstanding >= recoveryDong)
  if (row === undefined) throw new Error('nobody of the sample owes money any more')
  const { householdId, obligationId } = row
  return { householdId, obligationId, headName: (await headNamesOf(runtime, [householdId])).get(householdId) ?? '' }
}

const today = (): Day => dayAt(new Date().toISOString())

const thingsToTry = ({ url, token, householdId, headName, obligationId }: Debtor & { url: string; token: string }): string[] => {
  const receipt = randomUUID()
  const recovery = JSON.stringify({
    obligationId, amountDong: recoveryDong, occurredOn: today(), paper: { number: `TH-${receipt.slice(0, 8).toUpperCase()}`, date: today(), issuer: 'Nhóm hộ' },
  })
  return [
    `${pc.bold('Máy chủ / server')}   ${pc.cyan(url)}   (${url}/openapi.json)`,
    pc.bold('Mã truy cập / token'),
    `export TOKEN=${token}`,
    '',
    pc.bold('Tìm hộ theo tên, không cần dấu / find a household by name, without diacritics'),
    `curl -s '${url}/households?q=${foldText(headName).replaceAll(' ', '+')}' -H "Authorization: Bearer $TOKEN"`,
    '',
    pc.bold('Lịch sử hỗ trợ của hộ đó / its history'),
    `curl -s '${url}/households/${householdId}/history' -H "Authorization: Bearer $TOKEN"`,
    '',
    pc.bold('Ghi một lần hoàn trả; gửi lại đúng lệnh này không thêm gì / record a recovery; sent again it adds nothing'),
    `curl -s '${url}/commands/record-recovery' -H "Authorization: Bearer $TOKEN" -H 'Idempotency-Key: ${receipt}' -H 'Content-Type: application/json' -d '${recovery}'`,
    '',
    pc.dim(`Xem cùng lịch sử ở đây / the same history here:  node bin/sinhke.js history ${householdId}   ·   Ctrl-C: dừng / stop`),
  ]
}
