import { Command } from 'commander'
import { dayAt, type Day } from '#domain'
import { getRecoveries } from '#read-models'
import { caughtUp } from './caught-up.js'
import { OperatorError } from './explain.js'
import { getProjectId } from './find-project.js'
import { headNamesOf } from './head-names.js'
import { withMomentOptions } from './history-command.js'
import { dayOf, momentOf, type MomentOptions } from './moment.js'
import { withCommonOptions, withExamples, withExistingRuntime, type CommonOptions } from './options.js'
import { printJson, printLine } from './print.js'
import { recoveriesPage } from './recoveries-page.js'
import { unitOf } from './unit-option.js'

interface RecoveriesOptions extends CommonOptions, MomentOptions {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly unit?: string | undefined
  readonly project?: string | undefined
  readonly late?: boolean | undefined
}

export const recoveriesCommand = (): Command =>
  withExamples(
    withCommonOptions(withMomentOptions(new Command('recoveries')
      .description('lịch thu hồi: đến hạn, đã thu, còn lại, quá hạn / what falls due, was received, is outstanding and late')
      .option('--from <ngày>', 'đến hạn từ ngày này / due from this day')
      .option('--to <ngày>', 'đến hạn đến hết ngày này / due up to this day')
      .option('--unit <bộ mã/mã>', 'đơn vị của dự án, ví dụ vn-2025/05680 / unit')
      .option('--project <dự án>', 'mã dự án, hoặc vài chữ trong tên / project id, or words of its name')
      .option('--late', 'chỉ những gì quá hạn / only what is late')))
      .action((options: RecoveriesOptions) => runRecoveries(options)),
    ['sinhke recoveries --from 01/01/2025 --to 31/12/2025', 'sinhke recoveries --late --unit vn-2004/05680', 'sinhke recoveries --project "bo sinh san thinh duc" --as-of 30/06/2025 --json'],
  )

const runRecoveries = (options: RecoveriesOptions): Promise<void> =>
  withExistingRuntime(options, async (runtime) => {
    const { lang, json, project } = options
    const period = { from: periodDay('--from', options.from), to: periodDay('--to', options.to) }
    const moment = momentOf(options)
    const asked = { ...period, ...moment, unit: unitOf(options.unit), lateOnly: options.late === true }
    const projectId = project === undefined ? undefined : await getProjectId(runtime, project)
    await caughtUp(runtime)
    const calendar = await getRecoveries({ ...asked, projectId, today: dayAt(new Date().toISOString()) }, { reader: runtime.reader, store: runtime.views })
    if (json) return printJson(calendar)
    const headNames = await headNamesOf(runtime, [...new Set(calendar.rows.map(({ householdId }) => householdId))], moment)
    const unitNames = new Map(await Promise.all(calendar.byUnit.map(async ({ unit }) => [unit.code, await runtime.unitNames.get(unit)] as const)))
    printLine(recoveriesPage({ calendar, headNames, unitNames, lang }))
  })

const periodDay = (option: string, text: string | undefined): Day | undefined => {
  const day = text === undefined ? undefined : dayOf(text)
  if (text !== undefined && day === undefined) throw new OperatorError({ vi: `${option} phải là ngày dd/MM/yyyy, không phải "${text}".`, en: `${option} must be a day, dd/MM/yyyy or YYYY-MM-DD, not "${text}".` })
  return day
}
