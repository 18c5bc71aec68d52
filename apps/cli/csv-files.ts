import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { OperatorError } from './explain.js'

/** The CSV files that these paths mean: a folder's own ones in the order of their names, 2 before 10. */
export const csvFilesOf = async (paths: readonly string[]): Promise<string[]> => (await Promise.all(paths.map(filesAt))).flat()

const filesAt = async (path: string): Promise<string[]> => {
  if (!(await stat(path)).isDirectory()) return [path]
  const names = (await readdir(path)).filter((name) => /\.csv$/i.test(name) && !name.startsWith('.'))
  if (names.length === 0) throw new OperatorError({ vi: `thư mục ${path} không có tệp .csv nào.`, en: `folder ${path} has no .csv file.` })
  return names.sort(new Intl.Collator('vi', { numeric: true }).compare).map((name) => join(path, name))
}
