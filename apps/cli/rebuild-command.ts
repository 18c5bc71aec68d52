import { Command } from 'commander'
import { readModels, RebuildFailed, RebuildNotTakenUp } from '#read-models'
import { caughtUp } from './caught-up.js'
import { OperatorError } from './explain.js'
import { withCommonOptions, withExamples, withExistingRuntime, type CommonOptions } from './options.js'
import { printJson, printLine } from './print.js'
import { progressBar } from './progress.js'

export const rebuildCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('rebuild'))
      .description('tổng hợp lại sổ tra cứu từ đầu, cả khi máy chủ đang chạy; bản đang dùng vẫn phục vụ đến khi xong / fold read models anew from the log, also beside a running server')
      .argument('[sổ tra cứu]', `một trong: ${readModels.map(({ name }) => name).join(', ')}; mặc định tất cả / all unless named`)
      .action((model: string | undefined, options: CommonOptions) => runRebuild(model, options)),
    ['sinhke rebuild', 'sinhke rebuild household-history'],
  )

const runRebuild = (asked: string | undefined, options: CommonOptions): Promise<void> =>
  withExistingRuntime(options, async (runtime) => {
    const names = readModels.map(({ name }) => name).filter((name) => asked === undefined || name === asked)
    if (names.length === 0) throw new OperatorError({ vi: `không có sổ tra cứu "${asked ?? ''}"; có: ${readModels.map(({ name }) => name).join(', ')}.`, en: `there is no read model "${asked ?? ''}".` })
    await caughtUp(runtime)
    for (const name of names) {
      const bar = progressBar(name, await runtime.log.head())
      await runtime.engine.rebuild(name, ({ position }) => bar.at(position)).catch(explained(name)).finally(() => bar.stop())
      if (!options.json) printLine(options.lang === 'vi' ? `Đã tổng hợp lại ${name}.` : `Rebuilt ${name}.`)
    }
    if (options.json) printJson({ rebuilt: names, position: await runtime.log.head() })
  })

const explained = (name: string) => (error: unknown): never => {
  if (error instanceof RebuildFailed) throw new OperatorError({ vi: `không tổng hợp lại được ${name} (${error.message}); bản đang dùng vẫn phục vụ. Hãy báo người phụ trách.`, en: `${name} could not be folded anew (${error.message}); the one in use goes on. Tell whoever maintains this.` })
  if (error instanceof RebuildNotTakenUp) throw new OperatorError({ vi: `máy chủ đang giữ sổ tra cứu nhưng chưa bắt đầu tổng hợp lại ${name}; hãy xem /health của máy chủ đó, khởi động lại nó rồi chạy lại lệnh này.`, en: `the server that keeps the read models has not begun to fold ${name} anew; look at its /health, restart it, and run this again.` })
  throw error
}
