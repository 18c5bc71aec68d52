import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { projectFolder } from './project.js'

/** What the sample says about its invented people: names, numbers, phones, birth dates and free texts. */
export const secretsOfSample = async (): Promise<string[]> => {
  const folder = join(projectFolder, 'samples/small')
  const personal = /Họ và tên|Ngày sinh|Số định danh|Số điện thoại|Địa chỉ|Căn cứ|Lý do|Nhận xét/
  const files = ['05-ho.csv', '10-khong-phe-duyet.csv', '16-dieu-chinh-lich-hoan-tra.csv', '18-chon-ho-luan-chuyen.csv', '20-dinh-chinh-thu-hoi.csv', '21-dinh-chinh-doi-ung.csv']
  const rows = (await Promise.all(files.map(async (file) => parse<Record<string, string>>(await readFile(join(folder, file)), { columns: true, bom: true })))).flat()
  const found = rows.flatMap((row) => Object.entries(row).filter(([column, value]) => personal.test(column) && value.trim() !== '').map(([, value]) => value.trim()))
  return [...new Set(found.flatMap((text) => (/^\d\d\/\d\d\/\d{4}$/.test(text) ? [text, text.split('/').reverse().join('-')] : [text])))]
}
