import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

// The rows of the CSV files in their own words, as corrected.

export type Row = Readonly<Record<string, string>>
/** The rows of one number. */
export type Entry = readonly Row[]
export type Sheets = ReadonlyMap<string, ReadonlyMap<string, Entry>>

/** What a file is about, from its name: "72-doi-ung.nhap-muon.csv" is about doi-ung. */
const aboutOf = (file: string): string => file.replace(/^\d+[a-z]?-/, '').split('.')[0] ?? ''
const correcting = 'dinh-chinh-'

export const readSheets = (folder: string): { readonly sheets: Sheets; readonly entries: number } => {
  const sheets = new Map<string, Map<string, Entry>>()
  for (const file of readdirSync(folder).sort()) {
    const sheet = sheets.get(aboutOf(file)) ?? new Map<string, Entry>()
    sheets.set(aboutOf(file), sheet)
    const rows: Row[] = parse(readFileSync(join(folder, file)), { columns: true })
    for (const row of rows) sheet.set(row['Số dòng'] ?? '', [...(sheet.get(row['Số dòng'] ?? '') ?? []), row])
  }
  const entries = [...sheets.values()].reduce((sum, { size }) => sum + size, 0)
  for (const [about, sheet] of sheets) if (about.startsWith(correcting)) for (const correction of sheet.values()) correct(sheets.get(about.slice(correcting.length)), correction)
  return { sheets, entries }
}

/** What is corrected says what its correction says; where that says nothing it never was. */
const correct = (sheet: Map<string, Entry> | undefined, correction: Entry): void => {
  const number = correction[0]?.['Dòng cần đính chính'] ?? ''
  const wrong = sheet?.get(number)
  if (sheet === undefined || wrong?.[0] === undefined) throw new Error(`nothing has the number ${number}`)
  const headers = Object.keys(wrong[0]).filter((header) => header !== 'Số dòng' && !header.startsWith('Giấy tờ: ') && header in (correction[0] ?? {}))
  if (correction.every((row) => headers.every((header) => row[header] === ''))) sheet.delete(number)
  else sheet.set(number, correction.map((row) => ({ ...wrong[0], ...Object.fromEntries(headers.map((header) => [header, row[header] ?? ''])) })))
}

export const entriesOf = (sheets: Sheets, about: string): Entry[] => [...(sheets.get(about)?.values() ?? [])]

export const dong = (text: string | undefined): number => Number((text ?? '').replaceAll('.', ''))
export const sum = (entry: Entry, header: string): number => entry.reduce((total, row) => total + dong(row[header]), 0)
export const first = (entry: Entry, header: string): string => entry.find((row) => (row[header] ?? '') !== '')?.[header] ?? ''
