import { Command, Option } from 'commander'
import { dayAt } from '#domain'
import { projectModes, type ProjectMode } from '#domain/programme/rules'
import { boardGroupings, getProjectBoard, NoSuchBoardFilter, type BoardAnswer, type BoardGrouping } from '#read-models'
import type { Runtime } from '#runtime'
import { boardPage } from './board-page.js'
import { caughtUp } from './caught-up.js'
import { OperatorError } from './explain.js'
import { unitOf } from './unit-option.js'
import { withMomentOptions } from './history-command.js'
import { momentOf, type MomentOptions } from './moment.js'
import { withCommonOptions, withExamples, withExistingRuntime, type CommonOptions } from './options.js'
import { printJson, printLine } from './print.js'
import { progressBar } from './progress.js'

interface BoardOptions extends CommonOptions, MomentOptions {
  readonly by: BoardGrouping
  readonly unit?: string | undefined
  readonly mode?: ProjectMode | undefined
  readonly programme?: string | undefined
}

export const boardCommand = (): Command =>
  withExamples(
    withCommonOptions(withMomentOptions(new Command('board')
      .description('bảng theo dõi dự án: số dự án, số tiền và dự án lâu nhất ở từng giai đoạn / projects, money and the oldest one by stage')))
      .addOption(new Option('--by <cách chia>', 'chia theo đơn vị, phương thức hoặc chương trình / rows by').choices(boardGroupings).default('none'))
      .option('--unit <bộ mã/mã>', 'chỉ đơn vị này và các cấp dưới, ví dụ vn-2004/169 / only this unit with everything below it')
      .addOption(new Option('--mode <phương thức>', 'chỉ phương thức này: cộng đồng, liên kết chuỗi giá trị, đặt hàng / only this mode').choices(projectModes))
      .option('--programme <mã>', 'chỉ chương trình này, theo mã / only this programme, by code')
      .action((options: BoardOptions) => runBoard(options)),
    ['sinhke board', 'sinhke board --by unit --unit vn-2004/19 --as-of 30/06/2024', 'sinhke board --by programme --mode community --known-at 2026-03-01 --json'],
  )

const runBoard = (options: BoardOptions): Promise<void> =>
  withExistingRuntime(options, async (runtime) => {
    const asked = { ...momentOf(options), groupBy: options.by, unit: unitOf(options.unit), mode: options.mode, programme: options.programme }
    await caughtUp(runtime)
    const board = await withBar(runtime, (onProgress) => getProjectBoard({ ...asked, today: dayAt(new Date().toISOString()), onProgress }, { log: runtime.log, store: runtime.views }))
    if (options.json) return printJson({ ...board, groups: board.groups.map((group) => ({ ...group, name: group.name[options.lang] })) })
    printLine(boardPage({ board, filters: await filterNames(runtime, options, asked), lang: options.lang }))
  })

/** What was known long ago is swept together from the log, which takes a while. */
const withBar = async (runtime: Runtime, work: (onProgress: (position: number) => void) => Promise<BoardAnswer>): Promise<BoardAnswer> => {
  const bar = progressBar('Tổng hợp từ sổ / counting', await runtime.log.head())
  try {
    return await work(bar.at)
  } catch (error) {
    if (error instanceof NoSuchBoardFilter) throw notRegistered[error.field]()
    throw error
  } finally {
    bar.stop()
  }
}

const notRegistered = {
  unit: () => new OperatorError({ vi: 'danh mục chưa có đơn vị đó; hãy xem lại bộ mã và mã trong --unit, ví dụ vn-2004/169.', en: 'there is no such unit; look at code set and code in --unit, e.g. vn-2004/169.' }),
  programme: () => new OperatorError({ vi: 'không có chương trình nào mang mã đó; hãy xem lại --programme.', en: 'there is no programme of that code; look at --programme.' }),
}

const filterNames = async (runtime: Runtime, { programme }: BoardOptions, { unit, mode }: { readonly unit?: { readonly codeSet: string; readonly code: string } | undefined; readonly mode?: ProjectMode | undefined }) => ({
  unit: unit === undefined ? undefined : await runtime.unitNames.get(unit), mode, programme,
})
