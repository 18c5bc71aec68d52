import { Command } from 'commander'
import { caughtUp } from './caught-up.js'
import { findHouseholds, householdTable } from './find-household.js'
import { wholeNumber, withCommonOptions, withExamples, withExistingRuntime, type CommonOptions } from './options.js'
import { printJson, printLine } from './print.js'
import { unitOf } from './unit-option.js'

interface FindOptions extends CommonOptions {
  readonly village?: string | undefined
  readonly unit?: string | undefined
  readonly limit: number
}

export const findCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('find'))
      .description('tìm hộ theo tên, số định danh, thôn, đơn vị; không cần gõ dấu / find households; diacritics are not needed')
      .argument('[tên hoặc số]', 'họ tên, hoặc số định danh cá nhân / name or citizen number')
      .option('--village <thôn>', 'thôn, bản, tổ dân phố / village')
      .option('--unit <bộ mã/mã>', 'đơn vị, ví dụ vn-2025/05680 / unit')
      .option('--limit <số>', 'số hộ nhiều nhất / at most', wholeNumber('--limit'), 20)
      .action((text: string | undefined, options: FindOptions) => runFind(text, options)),
    ['sinhke find "trieu thi sinh"', 'sinhke find 000000003001', 'sinhke find hoa --village "thinh duc" --json'],
  )

const runFind = (text: string | undefined, options: FindOptions): Promise<void> =>
  withExistingRuntime(options, async (runtime) => {
    await caughtUp(runtime)
    const { village, limit, json, lang } = options
    const page = await findHouseholds(runtime, text, { village, unit: unitOf(options.unit), limit: Math.min(Math.max(limit, 1), 200) })
    if (json) return printJson(page)
    if (page.households.length === 0) return printLine(lang === 'vi' ? 'Không tìm thấy hộ nào.' : 'No household was found.')
    printLine(householdTable(page.households, lang))
    if (page.next !== undefined) printLine(lang === 'vi' ? '\nCòn hộ khác; hãy gõ thêm chữ hoặc tăng --limit.' : '\nThere are more; type more words or raise --limit.')
  })
