import { csvOf, findTemplate, type Template } from '../../../apps/cli/import/index.js'
import type { SampleEntry } from '../entry.js'
import { Chance } from './chance.js'

type Plain = SampleEntry['plain']

/** How a row reaches the log: with its like, in a later round of the rotation, or months later, from a drawer. */
export type Entered = 'in-time' | 'second-round' | 'late'

/** Files of one template that come one after another; those of a batch after the first are numbered from `from` on. */
const laterBatches = [
  { entered: 'second-round', from: 20, suffix: '.vong-2', isShuffled: false },
  { entered: 'late', from: 70, suffix: '.nhap-muon', isShuffled: true },
] as const

/** The rows of all files, as they are typed; a thing is named by the number of the row that made it. */
export class Book {
  readonly #entries = new Map<string, Record<Entered, SampleEntry[]>>()

  /** The number of the new row. */
  enter(command: string, plain: Plain, entered: Entered = 'in-time'): number {
    const known = this.#entries.get(command) ?? { 'in-time': [], 'second-round': [], late: [] }
    this.#entries.set(command, known)
    const number = Object.values(known).reduce((sum, { length }) => sum + length, 1)
    known[entered].push({ number, plain })
    return number
  }

  /** Puts right the row of this number; without a replacement it is annulled. */
  correct(command: string, correction: { readonly eventId: number; readonly finding: string; readonly paper: object; readonly replacement?: object }): void {
    this.enter(`correct-${command}`, correction)
  }

  /** By file name: first what was entered in time, in the order of the templates, then later rounds and late papers, then the corrections. */
  files(): ReadonlyMap<string, string> {
    const sheets = [...this.#entries].map(([command, entries]) => ({ template: templateOf(command), entries })).sort((one, other) => (one.template.fileName < other.template.fileName ? -1 : 1))
    const records = sheets.filter(({ template }) => template.corrects === undefined)
    const corrections = sheets.filter(({ template }) => template.corrects !== undefined)
    return new Map([
      ...records.filter(({ entries }) => entries['in-time'].length > 0).map(({ template, entries }) => [`${template.fileName}.csv`, csvOf(template, entries['in-time'])] as const),
      ...laterBatches.flatMap(({ entered, from, suffix, isShuffled }) => records.filter(({ entries }) => entries[entered].length > 0).map(({ template, entries }, index) => {
        const rows = isShuffled ? new Chance(template.name).shuffled(entries[entered]) : entries[entered]
        return [`${from + index}-${slugOf(template)}${suffix}.csv`, csvOf(template, rows)] as const
      })),
      ...corrections.map(({ template, entries }, index) => [`${90 + index}-${slugOf(template)}.csv`, csvOf(template, entries['in-time'])] as const),
    ])
  }
}

const templateOf = (command: string): Template => {
  const template = findTemplate(command)
  if (template === undefined) throw new Error(`there is no template for ${command}`)
  return template
}

const slugOf = ({ fileName }: Template): string => fileName.replace(/^\d+[a-z]?-/, '')
