import { Command } from 'commander'
import { dayAt } from '#domain'
import { getPool } from '#read-models'
import { caughtUp } from './caught-up.js'
import { OperatorError } from './explain.js'
import { getProjectId } from './find-project.js'
import { headNamesOf } from './head-names.js'
import { withMomentOptions } from './history-command.js'
import { momentOf, type MomentOptions } from './moment.js'
import { withCommonOptions, withExamples, withExistingRuntime, type CommonOptions } from './options.js'
import { householdsIn, poolPage } from './pool-page.js'
import { printJson, printLine } from './print.js'

type PoolOptions = CommonOptions & MomentOptions

export const poolCommand = (): Command =>
  withExamples(
    withCommonOptions(withMomentOptions(new Command('pool')
      .description('quỹ quay vòng của một dự án và các hộ chờ nhận / the rotation pool of a project and who is next')
      .argument('<dự án>', 'mã dự án, hoặc vài chữ trong tên / project id, or words of its name')))
      .action((text: string, options: PoolOptions) => runPool(text, options)),
    ['sinhke pool "bo sinh san thinh duc"', 'sinhke pool "de ban dia" --as-of 31/12/2025 --json'],
  )

const runPool = (text: string, options: PoolOptions): Promise<void> =>
  withExistingRuntime(options, async (runtime) => {
    const moment = momentOf(options)
    const projectId = await getProjectId(runtime, text)
    await caughtUp(runtime)
    const found = await getPool({ projectId, ...moment, today: dayAt(new Date().toISOString()) }, runtime.reader)
    const [pool] = await runtime.vault.open([found])
    if (pool === undefined) throw new OperatorError({ vi: `vào thời điểm đó sổ chưa có dự án ${projectId}.`, en: `at that moment the log knew no project ${projectId}.` })
    if (options.json) return printJson(pool)
    printLine(poolPage({ pool, headNames: await headNamesOf(runtime, householdsIn(pool), moment), lang: options.lang }))
  })
