import { Command, Option } from 'commander'
import { roles, type Role } from '#identity'
import { OperatorError } from './explain.js'
import { wholeNumber, withCommonOptions, withExamples, withRuntime, type CommonOptions } from './options.js'
import { printJson, printLine, warnLine } from './print.js'

interface TokenOptions extends CommonOptions {
  readonly name: string
  readonly role: Role
  readonly unit?: string | undefined
  readonly days: number
}

export const tokenCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('token'))
      .description('cấp mã truy cập API cho một người / issue an API token')
      .requiredOption('--name <tên>', 'họ tên người dùng / the person')
      .addOption(new Option('--role <vai trò>', 'vai trò / role').choices([...roles]).default('officer'))
      .option('--unit <bộ mã/mã>', 'đơn vị công tác / unit')
      .option('--days <số ngày>', 'số ngày có hiệu lực / valid for', wholeNumber('--days'), 90)
      .action((options: TokenOptions) => runToken(options)),
    ['sinhke token --name "Đỗ Minh Quang" --role officer --unit vn-2025/05680', 'sinhke token --name "Kiểm toán" --role auditor --days 7 --json'],
  )

const runToken = (options: TokenOptions): Promise<void> =>
  withRuntime(options, async (runtime) => {
    const { name, role, days } = options
    if (days < 1 || days > 3_650) throw new OperatorError({ vi: '--days phải từ 1 đến 3650.', en: '--days must be from 1 to 3650.' })
    const [codeSet, code] = options.unit?.split('/') ?? []
    if (options.unit !== undefined && (!codeSet || !code)) throw new OperatorError({ vi: '--unit phải có dạng bộ-mã/mã, ví dụ vn-2025/05680.', en: '--unit must be code-set/code, e.g. vn-2025/05680.' })
    const { token, actor } = await runtime.tokens.issue({ name, role, validDays: days, unit: codeSet && code ? { codeSet, code } : undefined })
    if (options.json) return printJson({ token, actor, validDays: days })
    printLine(token)
    if (process.stderr.isTTY) warnLine(`Hiệu lực ${days} ngày; ai có mã này đều dùng được, hãy giữ kín. / Valid for ${days} days; keep it secret.`)
  })
