import { Option, type Command } from 'commander'
import type { Bilingual, Language } from '#domain'
import { loadConfig, placeName, type StorePlace } from '#platform'
import { Runtime, type RuntimePlace } from '#runtime'
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
    .addOption(new Option('--data-dir <thư mục>', 'thư mục dữ liệu; nếu không cho: MONGODB_URI, rồi DATA_DIR, rồi ./data / data folder; without it MONGODB_URI, then DATA_DIR'))
    .addOption(new Option('--lang <vi|en>', 'ngôn ngữ / language').choices(['vi', 'en']).default('vi'))
  return json ? command.option('--json', 'in JSON cho máy đọc / print JSON') : command
}

/** Two examples at the end of a command's help. */
export const withExamples = (command: Command, examples: readonly string[]): Command =>
  command.addHelpText('after', `\nVí dụ / Examples:\n${examples.map((example) => `  ${example}\n`).join('')}`)

/** Where the data are: the folder that is named beats MONGODB_URI, which beats DATA_DIR. */
export const placeOf = ({ dataDir }: Pick<CommonOptions, 'dataDir'>): RuntimePlace =>
  loadConfig(dataDir === undefined ? process.env : { ...process.env, DATA_DIR: dataDir, MONGODB_URI: undefined })

/** Opens the stores, does the work, and closes them whatever happens. */
export const withRuntime = async <Result>(options: Pick<CommonOptions, 'dataDir'>, work: (runtime: Runtime) => Promise<Result>): Promise<Result> => {
  const runtime = await Runtime.open(placeOf(options))
  try {
    return await work(runtime)
  } finally {
    await runtime.close()
  }
}

/** As `withRuntime`, for what only reads: a data folder or a database that was mistyped is not created. */
export const withExistingRuntime = async <Result>(options: Pick<CommonOptions, 'dataDir'>, work: (runtime: Runtime) => Promise<Result>): Promise<Result> => {
  const place = placeOf(options)
  if (!(await Runtime.exists(place))) throw new OperatorError(noData(place))
  return withRuntime(options, work)
}

const noData = (place: StorePlace): Bilingual => ({
  vi: `chưa có dữ liệu trong ${placeName(place)}; hãy chỉ đúng ${settingOf(place)}, hoặc chạy "sinhke import" hay "sinhke demo" trước.`,
  en: `there is no data in ${placeName(place)}; give the right ${settingOf(place)}, or run "sinhke import" or "sinhke demo" first.`,
})

/** What says where the data are. */
export const settingOf = ({ mongodbUri }: StorePlace): string => (mongodbUri === undefined ? '--data-dir' : 'MONGODB_URI')

/** A whole number given on the command line. */
export const wholeNumber = (name: string) => (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new OperatorError({ vi: `${name} phải là số nguyên, không phải "${text}".`, en: `${name} must be a whole number, not "${text}".` })
  return Number(text)
}
