import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import type { Runtime } from '#runtime'
import { exampleCsv, findTemplate, getImportActor, ImportRun, templates, type ImportProblem } from './import/index.js'
import { caughtUp } from './caught-up.js'
import { explain, OperatorError } from './explain.js'
import { csvFilesOf } from './csv-files.js'
import { placeOf, withCommonOptions, withExamples, withRuntime, type CommonOptions } from './options.js'
import { importReport, importSummary, keepProblems, problemLine } from './import-report.js'
import { printJson, printLine, tableOf, warnLine } from './print.js'
import { progressBar } from './progress.js'

interface ImportOptions extends CommonOptions {
  readonly template?: string | undefined
  readonly templates?: boolean | undefined
}

/** More problems than a screen takes are written to a file only. */
const mostShown = 50

export const importCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('import'))
      .description('nhập tệp CSV theo mẫu; nhập lại cùng tệp không thêm gì / import CSV files; the same file twice adds nothing')
      .argument('[tệp hoặc thư mục...]', 'tệp CSV, hoặc thư mục chứa chúng / CSV files or folders')
      .option('--templates', 'liệt kê các mẫu / list the templates')
      .option('--template <tên>', 'in mẫu trống có một dòng ví dụ / print an empty template with an example row')
      .action((paths: string[], options: ImportOptions) => runImport(paths, options)),
    ['sinhke import samples/small', 'sinhke import 05-ho.csv 06-xep-loai-ho.csv --lang en', 'sinhke import --template 05-ho > 05-ho.csv'],
  )

const runImport = async (paths: readonly string[], options: ImportOptions): Promise<void> => {
  if (options.templates) return listTemplates(options)
  if (options.template !== undefined) return printTemplate(options.template)
  if (paths.length === 0) throw new OperatorError({ vi: 'hãy cho tệp hoặc thư mục cần nhập; xem "sinhke import --help".', en: 'name files or folders to import; see "sinhke import --help".' })
  const files = await csvFilesOf(paths)
  await withRuntime(options, async (runtime) => {
    const { run, problems, failure } = await importInto(runtime, files)
    // So that who asks next sees what was imported, from whichever process.
    if (!run.interrupted && run.position > 0) await caughtUp(runtime)
    const errorsFile = await keepProblems(join(folderOfErrors(options), 'import-errors.csv'), problems, options.lang)
    if (options.json) printJson(importReport(run, problems))
    else {
      for (const problem of problems.slice(0, mostShown)) warnLine(problemLine(problem, options.lang))
      printLine(importSummary(run, { problems: problems.length, errorsFile, lang: options.lang }))
    }
    if (failure !== undefined) warnLine(explain(failure.error))
    if (problems.length > 0 || failure !== undefined) process.exitCode = 1
    if (run.interrupted) process.exitCode = 130
  })
}

/** Beside the data; where those are in no folder, in the present one. */
const folderOfErrors = (options: ImportOptions): string => {
  const { dataDir, mongodbUri } = placeOf(options)
  return mongodbUri === undefined ? dataDir : process.cwd()
}

interface Imported {
  readonly run: ImportRun
  readonly problems: readonly ImportProblem[]
  readonly failure: { readonly error: unknown } | undefined
}

/** Imports the files into open stores, with a bar, until done or until Ctrl-C; what was sent is settled either way. */
export const importInto = async (runtime: Pick<Runtime, 'runner' | 'vault'>, files: readonly string[]): Promise<Imported> => {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  const bar = progressBar('Nhập / import', sizes.reduce((sum, size) => sum + size, 0))
  const problems: ImportProblem[] = []
  const run = new ImportRun({
    run: (row, command, envelope) => runtime.runner.run(row, command, envelope),
    actor: await getImportActor(runtime.vault),
    onProblem: (problem) => problems.push(problem),
    onProgress: bar.at,
  })
  const interrupt = () => {
    if (run.interrupted) process.exit(130)
    run.interrupt()
    warnLine('\nĐang ghi nốt phần dở… / settling what is on its way…')
  }
  process.on('SIGINT', interrupt)
  try {
    await run.importFiles(files)
    return { run, problems: inFileOrder(problems, files), failure: undefined }
  } catch (error) {
    return { run, problems: inFileOrder(problems, files), failure: { error } }
  } finally {
    process.off('SIGINT', interrupt)
    bar.stop()
  }
}

/** Refusals come when they are decided, malformed rows when they are read: a person mends them from top to bottom. */
const inFileOrder = (problems: readonly ImportProblem[], files: readonly string[]): ImportProblem[] =>
  problems.toSorted((one, other) => files.indexOf(one.file) - files.indexOf(other.file) || (one.line ?? 0) - (other.line ?? 0))

const listTemplates = ({ json, lang }: ImportOptions): void => {
  const sorted = templates.toSorted((one, other) => (one.fileName < other.fileName ? -1 : 1))
  if (json) return printJson(sorted.map(({ name, fileName, title, columns }) => ({ name, fileName: `${fileName}.csv`, title, columns: columns.map(({ header, required }) => ({ header, required })) })))
  printLine(tableOf([{ title: lang === 'vi' ? 'Mẫu' : 'Template' }, { title: lang === 'vi' ? 'Nội dung' : 'Content' }], sorted.map(({ fileName, title }) => [`${fileName}.csv`, title[lang]])))
}

const printTemplate = (name: string): void => {
  const template = findTemplate(name)
  if (template === undefined) throw new OperatorError({ vi: `không có mẫu "${name}"; xem "sinhke import --templates".`, en: `there is no template "${name}"; see "sinhke import --templates".` })
  // Spreadsheets read a file as UTF-8 only when it begins with this mark.
  process.stdout.write(`${process.stdout.isTTY ? '' : '\ufeff'}${exampleCsv(template)}`)
  if (process.stderr.isTTY) warnLine('Dòng 1 là ví dụ: hãy thay bằng số liệu thật; cột không dùng thì để trống. / Row 1 is an example; leave blank what does not apply.')
}
