import { Command } from 'commander'
import { readModels } from '#read-models'
import { caughtUp } from './caught-up.js'
import { OperatorError } from './explain.js'
import { withCommonOptions, withExamples, withExistingRuntime, type CommonOptions } from './options.js'
import { printJson, printLine } from './print.js'
import { progressBar } from './progress.js'

export const rebuildCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('rebuild'))
      .description('tổng hợp lại sổ tra cứu từ đầu; bản đang dùng vẫn phục vụ đến khi xong / fold read models anew from the log')
      .argument('[sổ tra cứu]', `một trong: ${readModels.map(({ name }) => name).join(', ')}; mặc định tất cả / all unless named`)
      .action((model: string | undefined, options: CommonOptions) => runRebuild(model, options)),
    ['sinhke rebuild', 'sinhke rebuild household-history'],
  )

const runRebuild = (asked: string | undefined, options: CommonOptions): Promise<void> =>
  withExistingRuntime(options, async (runtime) => {
    const names = readModels.map(({ name }) => name).filter((name) => asked === undefined || name === asked)
    if (names.length === 0) throw new OperatorError({ vi: `không có sổ tra cứu "${asked ?? ''}"; có: ${readModels.map(({ name }) => name).join(', ')}.`, en: `there is no read model "${asked ?? ''}".` })
    runtime.engine.start()
    await caughtUp(runtime)
    const status = await runtime.engine.status()
    if (!status.every(({ isProjectedHere }) => isProjectedHere)) throw new OperatorError({ vi: 'máy chủ đang chạy trên thư mục này; hãy dừng máy chủ rồi chạy lại.', en: 'a server runs on this folder; stop it and run again.' })
    for (const name of names) {
      const bar = progressBar(name, await runtime.log.head())
      await runtime.engine.rebuild(name, ({ position }) => bar.at(position)).finally(() => bar.stop())
      if (!options.json) printLine(options.lang === 'vi' ? `Đã tổng hợp lại ${name}.` : `Rebuilt ${name}.`)
    }
    if (options.json) printJson({ rebuilt: names, position: await runtime.log.head() })
  })
