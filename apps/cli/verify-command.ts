import { Command } from 'commander'
import pc from 'picocolors'
import { formatNumber } from '#domain'
import { readModels } from '#read-models'
import { caughtUp } from './caught-up.js'
import { withCommonOptions, withExamples, withExistingRuntime, type CommonOptions } from './options.js'
import { printJson, printLine } from './print.js'
import { progressBar } from './progress.js'

export const verifyCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('verify'))
      .description('kiểm tra sổ nguyên vẹn và sổ tra cứu đúng như tổng hợp lại từ đầu / check the log, and read models against a replay')
      .action((options: CommonOptions) => runVerify(options)),
    ['sinhke verify', 'sinhke verify --json --data-dir /srv/sinhke/data'],
  )

const runVerify = (options: CommonOptions): Promise<void> =>
  withExistingRuntime(options, async (runtime) => {
    await caughtUp(runtime)
    const bar = progressBar('Kiểm tra / verify', (await runtime.log.head()) * (readModels.length + 1))
    let before = 0
    const log = await runtime.log.verify((position) => bar.at(before + position))
    before += log.events
    const models = []
    for (const { name } of readModels) {
      models.push(await runtime.engine.verify(name, ({ position }) => bar.at(before + position)))
      before += log.events
    }
    bar.stop()
    const isIntact = log.findingCount === 0 && models.every(({ differences }) => differences === 0)
    if (!isIntact) process.exitCode = 1
    if (options.json) return printJson({ isIntact, log, models })
    printLine(`${mark(log.findingCount === 0)} ${options.lang === 'vi' ? 'Sổ sự kiện' : 'Event log'}: ${formatNumber(log.events)} ${options.lang === 'vi' ? 'sự kiện' : 'events'}, ${formatNumber(log.findingCount)} ${options.lang === 'vi' ? 'sai lệch' : 'findings'}`)
    for (const { position, what } of log.findings.slice(0, 20)) printLine(`    ${position}: ${what}`)
    for (const { model, documents, differences, examples } of models) {
      printLine(`${mark(differences === 0)} ${model}: ${formatNumber(documents)} ${options.lang === 'vi' ? 'hồ sơ, khác khi tổng hợp lại' : 'documents, differing from a replay'}: ${formatNumber(differences)}`)
      for (const { key, kind } of examples.slice(0, 20)) printLine(`    ${key}: ${kind}`)
    }
    if (!isIntact) printLine(pc.red(options.lang === 'vi' ? 'Có sai lệch: giữ nguyên thư mục dữ liệu, sao lưu và báo người phụ trách; sổ tra cứu sai thì chạy "sinhke rebuild".' : 'Not intact: keep the data folder, back it up and tell whoever maintains this; for read models run "sinhke rebuild".'))
  })

const mark = (good: boolean): string => (good ? pc.green('✓') : pc.red('✗'))
