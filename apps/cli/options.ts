import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { Option, type Command } from 'commander'
import type { Bilingual, Language } from '#domain'
import { loadConfig } from '#platform'
import { Runtime } from '#runtime'
import { OperatorError } from './explain.js'

/** What every command can be told. */
export interface CommonOptions {
  readonly dataDir?: string | undefined
  readonly lang: Language
  readonly json?: boolean | undefined
}

/** Adds the options that every command has; `--json` only where data is printed. */
export const withCommonOptions = (command: Command, { json = true }: { json?: boolean } = {}): Command => {
  command
    .addOption(new Option('--data-dir <thư mục>', 'thư mục dữ liệu, mặc định DATA_DIR hoặc ./data / data folder'))
    .addOption(new Option('--lang <vi|en>', 'ngôn ngữ / language').choices(['vi', 'en']).default('vi'))
  return json ? command.option('--json', 'in JSON cho máy đọc / print JSON') : command
}

/** Two examples at the end of a command's help. */
export const withExamples = (command: Command, examples: readonly string[]): Command =>
  command.addHelpText('after', `\nVí dụ / Examples:\n${examples.map((example) => `  ${example}\n`).join('')}`)

export const dataDirOf = ({ dataDir }: Pick<CommonOptions, 'dataDir'>): string =>
  loadConfig(dataDir === undefined ? process.env : { ...process.env, DATA_DIR: dataDir }).dataDir

/** Opens the stores, does the work, and closes them whatever happens. */
export const withRuntime = async <Result>(options: Pick<CommonOptions, 'dataDir'>, work: (runtime: Runtime) => Promise<Result>): Promise<Result> => {
  const runtime = await Runtime.open({ dataDir: dataDirOf(options) })
  try {
    return await work(runtime)
  } finally {
    await runtime.close()
  }
}

/** As `withRuntime`, for what only reads: a data folder that was mistyped is not created. */
export const withExistingRuntime = async <Result>(options: Pick<CommonOptions, 'dataDir'>, work: (runtime: Runtime) => Promise<Result>): Promise<Result> => {
  const dataDir = dataDirOf(options)
  await access(join(dataDir, 'log.db')).catch(() => {
    throw new OperatorError(noData(dataDir))
  })
  return withRuntime(options, work)
}

const noData = (dataDir: string): Bilingual => ({
  vi: `chưa có dữ liệu trong ${dataDir}; hãy chỉ đúng --data-dir, hoặc chạy "sinhke import" hay "sinhke demo" trước.`,
  en: `there is no data in ${dataDir}; give the right --data-dir, or run "sinhke import" or "sinhke demo" first.`,
})

/** A whole number given on the command line. */
export const wholeNumber = (name: string) => (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new OperatorError({ vi: `${name} phải là số nguyên, không phải "${text}".`, en: `${name} must be a whole number, not "${text}".` })
  return Number(text)
}
