import { Command } from 'commander'
import { dayAt } from '#domain'
import { getHouseholdHistory } from '#read-models'
import { caughtUp } from './caught-up.js'
import { OperatorError } from './explain.js'
import { getHouseholdId } from './find-household.js'
import { historyPage } from './history-page.js'
import { momentOf, type MomentOptions } from './moment.js'
import { withCommonOptions, withExamples, withExistingRuntime, type CommonOptions } from './options.js'
import { printJson, printLine } from './print.js'

type HistoryOptions = CommonOptions & MomentOptions

export const withMomentOptions = (command: Command): Command =>
  command
    .option('--as-of <ngày>', 'chỉ những gì đã xảy ra đến hết ngày này / what had occurred by this day')
    .option('--known-at <mốc>', 'chỉ những gì đã vào sổ đến ngày, thời điểm hoặc vị trí này / what had been recorded by then')

export const historyCommand = (): Command =>
  withExamples(
    withCommonOptions(withMomentOptions(new Command('history')
      .description('lịch sử hỗ trợ của một hộ, hiện nay hoặc vào bất kỳ thời điểm nào / the history of a household, now or at any moment')
      .argument('<hộ>', 'mã hộ, số định danh, hoặc tên nếu chỉ một hộ có / household id, citizen number, or a name that only one has')))
      .action((text: string, options: HistoryOptions) => runHistory(text, options)),
    ['sinhke history 000000003001', 'sinhke history 000000003001 --as-of 31/12/2024', 'sinhke history 000000003001 --known-at 2026-03-01 --json'],
  )

const runHistory = (text: string, options: HistoryOptions): Promise<void> =>
  withExistingRuntime(options, async (runtime) => {
    const moment = momentOf(options)
    await caughtUp(runtime)
    const householdId = await getHouseholdId(runtime, text, options.lang)
    const found = await getHouseholdHistory({ householdId, ...moment, today: dayAt(new Date().toISOString()) }, runtime.reader)
    const [history] = await runtime.vault.open([found])
    if (history === undefined) throw new OperatorError({ vi: `vào thời điểm đó sổ chưa có hộ ${householdId}.`, en: `at that moment the log knew no household ${householdId}.` })
    if (options.json) return printJson(history)
    const unitName = history.household === undefined ? '' : await runtime.unitNames.get(history.household.unit)
    printLine(historyPage({ history, unitName, lang: options.lang }))
  })
