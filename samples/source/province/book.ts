import { csvOf, findTemplate, type Template } from '../../../apps/cli/import/index.js'
import type { SampleEntry } from '../entry.js'
import { Chance } from './chance.js'

type Plain = SampleEntry['plain']

/** How a row reaches the log: with its like, or months later, from a drawer. */
export type Entered = 'in-time' | 'late'

/** The rows of all files, as they are typed; a thing is named by the number of the row that made it. */
export class Book {
  readonly #entries = new Map<string, { readonly inTime: SampleEntry[]; readonly late: SampleEntry[] }>()

  /** The number of the new row. */
  enter(command: string, plain: Plain, entered: Entered = 'in-time'): number {
    const known = this.#entries.get(command) ?? { inTime: [], late: [] }
    this.#entries.set(command, known)
    const number = known.inTime.length + known.late.length + 1
    known[entered === 'late' ? 'late' : 'inTime'].push({ number, plain })
    return number
  }

  /** Puts right the row of this number; without a replacement it is annulled. */
  correct(command: string, correction: { readonly eventId: number; readonly finding: string; readonly paper: object; readonly replacement?: object }): void {
    this.enter(`correct-${command}`, correction)
  }

  /** By file name: first what was entered in time, in the order of the templates, then the late papers, then the corrections. */
  files(): ReadonlyMap<string, string> {
    const sheets = [...this.#entries].map(([command, entries]) => ({ template: templateOf(command), ...entries })).sort((one, other) => (one.template.fileName < other.template.fileName ? -1 : 1))
    const records = sheets.filter(({ template }) => template.corrects === undefined)
    const corrections = sheets.filter(({ template }) => template.corrects !== undefined)
    const late = records.filter((sheet) => sheet.late.length > 0)
    return new Map([
      ...records.map(({ template, inTime }) => [`${template.fileName}.csv`, csvOf(template, inTime)] as const),
      ...late.map((sheet, index) => [`${70 + index}-${slugOf(sheet.template)}.nhap-muon.csv`, csvOf(sheet.template, new Chance(sheet.template.name).shuffled(sheet.late))] as const),
      ...corrections.map(({ template, inTime }, index) => [`${90 + index}-${slugOf(template)}.csv`, csvOf(template, inTime)] as const),
    ])
  }
}

const templateOf = (command: string): Template => {
  const template = findTemplate(command)
  if (template === undefined) throw new Error(`there is no template for ${command}`)
  return template
}

const slugOf = ({ fileName }: Template): string => fileName.replace(/^\d+-/, '')
