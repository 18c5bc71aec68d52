import { Command, Option } from 'commander'
import { formatNumber, type Language } from '#domain'
import { cancelMove } from './copy-log-cancel.js'
import { copyLog, type ComparedSide, type Copied, type OnCopyProgress } from './copy-log.js'
import { openSource, openTarget, type CopyPlace } from './copy-log-place.js'
import { placeOf, withCommonOptions, withExamples, type CommonOptions } from './options.js'
import { printJson, printLine } from './print.js'
import { progressBar, type Progress } from './progress.js'

interface CopyLogOptions extends CommonOptions {
  readonly from?: string | undefined
  readonly to: string
  readonly close?: boolean | undefined
  readonly cancel?: boolean | undefined
}

export const copyLogCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('copy-log'))
      .description('chép sổ, kho khóa và các đăng ký nhận sang nơi khác, giữ nguyên mọi vị trí; chạy lại thì chép tiếp / copy log, vault and subscriptions to another place with every position; run again it goes on')
      .requiredOption('--to <thư mục|mongodb://…>', 'nơi nhận: trống, hoặc đã có phần đầu của sổ này / where to: empty, or with the beginning of this log')
      .option('--from <thư mục|mongodb://…>', 'sổ nguồn, mặc định như các lệnh khác / the source, by default that of the other commands')
      .option('--close', 'bước cuối: đóng sổ nguồn, chép nốt, so sánh hết rồi mở sổ mới / the last step: close the source, copy what is left, compare all, open the copy')
      .addOption(new Option('--cancel', 'mở lại sổ nguồn đã đóng khi không chuyển xong được / open the source again when the move could not be finished').conflicts('close'))
      .action((options: CopyLogOptions) => runCopyLog(options)),
    ["sinhke copy-log --to 'mongodb://10.0.0.5,10.0.0.6,10.0.0.7/?replicaSet=rs0'", "sinhke copy-log --from 'mongodb://10.0.0.5/?replicaSet=rs0' --to /srv/sinhke/data --close"],
  )

const runCopyLog = async (options: CopyLogOptions): Promise<void> => {
  const { dataDir, mongodbUri } = placeOf(options)
  const source = await openSource(options.from ?? mongodbUri ?? dataDir)
  try {
    const target = await openTarget(options.to)
    try {
      await (options.cancel === true ? cancel(source, target, options) : copy(source, target, options))
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

const copy = async (source: CopyPlace, target: CopyPlace, { close = false, json, lang }: CopyLogOptions): Promise<void> => {
  const bars = new Bars()
  try {
    const copied = await copyLog(source, target, { close, onProgress: bars.at })
    bars.stop()
    if (json) printJson(copied)
    else printLine(summary(copied, lang))
  } finally {
    bars.stop()
  }
}

const cancel = async (source: CopyPlace, target: CopyPlace, { json, lang }: CopyLogOptions): Promise<void> => {
  await cancelMove(source, target)
  if (json) return printJson({ from: source.name, to: target.name, isMoved: false })
  printLine(lang === 'vi' ? `Sổ ở ${source.name} nhận ghi như trước.` : `The log at ${source.name} takes entries as before.`)
}

/** One bar for each stretch of work; a new one where the work is another or its end has moved on. */
class Bars {
  #key = ''
  #bar: Progress | undefined

  readonly at: OnCopyProgress = (work, position, end) => {
    const key = `${work} ${end}`
    if (key !== this.#key) {
      this.stop()
      this.#key = key
      this.#bar = progressBar(work === 'copy' ? 'Chép / copy' : 'So sánh / compare', end)
    }
    this.#bar?.at(position)
  }

  stop(): void {
    this.#bar?.stop()
    this.#bar = undefined
  }
}

const summary = ({ from, to, copiedEvents, source, target, isMoved }: Copied, lang: Language): string => {
  const words = lang === 'vi'
    ? [`Đã chép thêm ${formatNumber(copiedEvents)} sự kiện; hai bên giống nhau từng byte:`, `Sổ ở ${from} đã đóng; từ nay dùng ${to}.`, 'Sổ nguồn vẫn nhận ghi, bản sao còn đóng. Để chuyển hẳn, chạy lại lệnh này với --close.']
    : [`${formatNumber(copiedEvents)} events more were copied; both are the same byte for byte:`, `The log at ${from} is closed; from now on use ${to}.`, 'The source still takes entries, the copy is closed. To finish the move run this again with --close.']
  return [words[0], sideLine(from, source, lang), sideLine(to, target, lang), isMoved ? words[1] : words[2]].join('\n')
}

const sideLine = (name: string, { position, commits, incarnation, sha256, vault }: ComparedSide, lang: Language): string => {
  const [at, inCommits, rows] = lang === 'vi' ? ['vị trí', 'lần ghi', 'dòng'] : ['position', 'commits', 'rows']
  return [
    `  ${name}`,
    `    log    ${at} ${formatNumber(position)}, ${formatNumber(commits)} ${inCommits}, incarnation ${incarnation}`,
    `           sha256 ${sha256}`,
    `    vault  ${formatNumber(vault.rows)} ${rows}, sha256 ${vault.sha256}`,
  ].join('\n')
}
