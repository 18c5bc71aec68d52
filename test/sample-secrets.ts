import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { projectFolder } from './project.js'

/** Columns of the sample that hold what is sealed, by the end of their header. */
const secretColumns: Readonly<Record<string, readonly string[]>> = {
  '05-ho.csv': ['Họ và tên', 'Số định danh cá nhân hoặc số CMND', 'Số điện thoại', 'Ngày sinh'],
  '10-khong-phe-duyet.csv': ['Lý do'],
  '16-dieu-chinh-lich-hoan-tra.csv': ['Lý do điều chỉnh'],
  '20-dinh-chinh-thu-hoi.csv': ['Căn cứ'],
  '21-dinh-chinh-doi-ung.csv': ['Căn cứ'],
}

/** Names, numbers, phones, birth dates (also as ISO days) and free texts of the small sample. */
export const secretsOfSample = async (): Promise<string[]> => {
  const values = await Promise.all(Object.entries(secretColumns).map(async ([file, columns]) => {
    const rows = parse<Record<string, string>>(await readFile(join(projectFolder, 'samples/small', file)), { columns: true, bom: true })
    return rows.flatMap((row) => Object.entries(row).flatMap(([header, value]) => (value !== '' && columns.some((column) => header.endsWith(column)) ? [value] : [])))
  }))
  return [...new Set(values.flat().flatMap((value) => [value, /^\d+\/\d+\/\d+$/.test(value) ? value.split('/').reverse().join('-') : value]))]
}
