import { writeFile, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { v5 } from 'uuid'
import { parseCommand } from '#domain'
import { registerHousehold } from '#domain/household/register-household'
import { assemble } from './assemble.js'
import { EntryCollector, type Entry } from './entry.js'
import { commandExampleOf } from './example.js'
import { openSheet, type Sheet } from './read-rows.js'
import { csvOf, exampleCsv } from './template-csv.js'
import { asRowNumber, commandIdOf, findTemplate, findTemplateByHeaders, foldHeader, referencedId, rowNumberHeader, templates } from './template.js'

const sheetOf = async (csv: string, name: string): Promise<Sheet> => {
  const file = join(await mkdtemp(join(tmpdir(), 'sinhke-template-')), `${name}.csv`)
  await writeFile(file, csv)
  return openSheet(file, findTemplate(name))
}

const entriesOf = async (sheet: Sheet): Promise<Entry[]> => {
  const collector = new EntryCollector(sheet.template.grouped)
  const entries: (Entry | undefined)[] = []
  for await (const row of sheet.rows) entries.push(collector.add(row))
  return [...entries, collector.end()].filter((entry) => entry !== undefined)
}

describe('templates', () => {
  it('have names, file names and columns of their own', () => {
    for (const key of ['name', 'fileName'] as const) expect(new Set(templates.map((each) => each[key])).size).toBe(templates.length)
    for (const { columns } of templates) expect(new Set([rowNumberHeader, ...columns.map(({ header }) => header)].map(foldHeader)).size).toBe(columns.length + 1)
  })

  it.each(templates.map((template) => [template.fileName, template] as const))('%s is found by its name and by its header', (_, template) => {
    expect(findTemplate(`${template.fileName}.csv`)).toBe(template)
    expect(findTemplate(`${template.fileName}.van-han.csv`)).toBe(template)
    const found = findTemplateByHeaders([rowNumberHeader, ...template.columns.map(({ header }) => header)])
    expect([template, undefined]).toContain(found)
  })

  it.each(templates.map((template) => [template.fileName, template] as const))('%s reads back what it writes', async (_, template) => {
    const plain = commandExampleOf(template.shape)
    const sheet = await sheetOf(csvOf(template, [{ number: 7, plain }]), template.fileName)
    const [entry] = await entriesOf(sheet)
    const assembled = assemble(sheet, entry as Entry)
    expect(assembled.problems).toEqual([])
    expect(Object.keys(assembled.plain).sort()).toEqual(Object.keys(plain).sort())
    expect(() => parseCommand(template.row.command, assembled.plain)).not.toThrow()
  })

  it('name a thing by the row that made it, as the domain does', () => {
    const template = findTemplate('06-xep-loai-ho')
    const column = template?.columns.find(({ name }) => name === 'householdId')
    if (column === undefined) throw new Error('no column names a household')
    expect(referencedId(column, '12')).toBe(v5('household', commandIdOf(registerHousehold.name, '12')))
  })

  it('name a member by the row that added it, where it has no number', () => {
    const column = findTemplate('05c-thanh-vien-ra-khoi-ho')?.columns.find(({ name }) => name === 'personId')
    if (column === undefined) throw new Error('no column names a member')
    expect(referencedId(column, '3')).toBe(v5('member', commandIdOf('add-household-member', '3')))
  })

  it('print with an example row', () => {
    expect(exampleCsv(templates[0] as (typeof templates)[number]).split('\n')).toHaveLength(3)
  })
})

describe('a row number', () => {
  it.each([['7', '7'], ['007', '7'], ['vh-012', 'VH-012'], [' 5 ', '5']])('%s is %s', (text, number) => {
    expect(asRowNumber(text)).toBe(number)
  })

  it.each(['', '-', 'a b', '=1', 'x'.repeat(41)])('is not "%s"', (text) => {
    expect(asRowNumber(text)).toBeUndefined()
  })

  it('keeps the ids of what was imported: they stand in logs', () => {
    expect(commandIdOf('register-household', '1')).toBe('714562c4-abab-507f-930a-8b9169ebcef1')
  })
})
