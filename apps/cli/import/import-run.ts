import { basename } from 'node:path'
import { CommandRefused, type Envelope, type Recorded } from '#commands'
import { MalformedCommand, parseCommand, type Bilingual, type Decision } from '#domain'
import { CommandIdReused, Conflict, InvalidCommit, type Actor, type Position } from '#event-log'
import { assemble, type Assembled } from './assemble.js'
import { UnreadableFile, type CsvProblem } from './csv-problem.js'
import { EntryCollector, type Entry } from './entry.js'
import { openSheet, type Sheet } from './read-rows.js'
import { commandIdOf, findTemplate } from './template.js'

/** What became of the entries of a file; an entry is one command, of one row or of several. */
export interface FileTally {
  readonly file: string
  template: string | undefined
  rows: number
  recorded: number
  alreadyThere: number
  refused: number
  malformed: number
}

export interface ImportProblem extends CsvProblem {
  readonly file: string
  readonly kind: 'refused' | 'malformed'
}

/** As many as the runner decides in one turn, since each turn waits for the disk. */
const usualInFlight = 256

export interface ImportOptions {
  readonly run: (row: Decision, command: object, envelope: Envelope) => Promise<Recorded>
  readonly actor: Actor
  readonly maxInFlight?: number | undefined
  readonly onProblem: (problem: ImportProblem) => void
  /** How many bytes of the files have been read. */
  readonly onProgress?: ((bytes: number) => void) | undefined
}

/**
 * One import of several files: commands go to the runner in the order of the rows, many at a time, and the runner
 * decides them in that order. What the log can't take ends it; what was sent until then is settled first.
 */
export class ImportRun {
  readonly tallies: FileTally[] = []
  /** The position of the last entry that was recorded or found there. */
  position: Position = 0
  readonly #options: ImportOptions
  readonly #inFlight = new Set<Promise<void>>()
  #failure: { readonly error: unknown } | undefined
  #interrupted = false
  #bytesBefore = 0

  constructor(options: ImportOptions) {
    this.#options = options
  }

  get interrupted(): boolean {
    return this.#interrupted
  }

  /** Nothing more is sent; `importFiles` ends when what is on its way has been settled. */
  interrupt(): void {
    this.#interrupted = true
  }

  /** Throws what the log or the vault threw, after everything sent has been settled. */
  async importFiles(files: readonly string[]): Promise<void> {
    for (const file of files) {
      if (this.#stopping()) break
      const tally = { file, template: undefined, rows: 0, recorded: 0, alreadyThere: 0, refused: 0, malformed: 0 }
      this.tallies.push(tally)
      await this.#importFile(tally).finally(() => this.#settled())
    }
    if (this.#failure !== undefined) throw this.#failure.error
  }

  async #importFile(tally: FileTally): Promise<void> {
    try {
      const sheet = await openSheet(tally.file, findTemplate(basename(tally.file)))
      tally.template = sheet.template.name
      await this.#importRows(sheet, tally)
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error
      this.#report(tally, 'malformed', error.problem)
    }
  }

  async #importRows(sheet: Sheet, tally: FileTally): Promise<void> {
    const entries = new EntryCollector(sheet.template.grouped)
    let bytes = 0
    for await (const row of sheet.rows) {
      if (this.#stopping()) return
      tally.rows += 1
      bytes = row.endByte
      this.#options.onProgress?.(this.#bytesBefore + bytes)
      if ('problem' in row) this.#report(tally, 'malformed', row.problem)
      const entry = entries.add(row)
      if (entry !== undefined) await this.#send(sheet, entry, tally)
    }
    const last = entries.end()
    if (last !== undefined) await this.#send(sheet, last, tally)
    this.#bytesBefore += bytes
  }

  async #send(sheet: Sheet, entry: Entry, tally: FileTally): Promise<void> {
    const assembled = assemble(sheet, entry)
    if (entry.isBroken) return this.#report(tally, 'malformed', { line: entry.rows[0]?.line, code: 'entry-incomplete', message: incomplete(entry.number) })
    if (assembled.problems.length > 0) return this.#reportAll(tally, assembled.problems)
    const command = this.#parsed(sheet, assembled, tally)
    if (command === undefined) return
    while (this.#inFlight.size >= (this.#options.maxInFlight ?? usualInFlight)) await Promise.race(this.#inFlight)
    if (this.#stopping()) return
    const { row, name } = sheet.template
    const envelope: Envelope = { commandId: commandIdOf(name, entry.number), actor: this.#options.actor, entrySource: 'import' }
    const sent = this.#options.run(row, command, envelope).then(
      (recorded) => this.#count(recorded, tally),
      (error: unknown) => this.#failed(error, assembled, entry, tally),
    )
    this.#inFlight.add(sent)
    void sent.finally(() => this.#inFlight.delete(sent))
  }

  #parsed({ template }: Sheet, assembled: Assembled, tally: FileTally): object | undefined {
    try {
      const command = parseCommand(template.row.command, assembled.plain)
      const { replacement } = assembled.plain
      // What a correction puts in place is checked as the command that it is, so that errors name its cells.
      if (template.corrects !== undefined && replacement !== undefined) parseCommand(template.corrects.command, { ...replacement, occurredOn: '2000-01-01', paper: assembled.plain.paper })
      return command
    } catch (error) {
      if (!(error instanceof MalformedCommand)) throw error
      this.#reportAll(tally, problemsOf(error, assembled))
      return undefined
    }
  }

  #count({ repeated, position }: Recorded, tally: FileTally): void {
    this.position = Math.max(this.position, position)
    if (repeated) tally.alreadyThere += 1
    else tally.recorded += 1
  }

  #failed(error: unknown, assembled: Assembled, { number }: Entry, tally: FileTally): void {
    const place = assembled.placeOf('')
    if (error instanceof CommandRefused) return this.#report(tally, 'refused', { ...place, code: error.refusal.code, message: error.refusal.message })
    if (error instanceof MalformedCommand) return this.#reportAll(tally, problemsOf(error, assembled))
    if (error instanceof CommandIdReused) return this.#report(tally, 'refused', { ...place, code: 'row-number-reused', message: reused(number) })
    if (error instanceof Conflict) return this.#report(tally, 'refused', { ...place, code: 'conflict', message: conflict })
    if (error instanceof InvalidCommit) return this.#report(tally, 'malformed', { ...place, code: 'entry-not-storable', message: { vi: `không lưu được: ${error.message}`, en: error.message } })
    this.#failure ??= { error }
  }

  #reportAll(tally: FileTally, problems: readonly CsvProblem[]): void {
    tally.malformed += 1
    for (const problem of problems) this.#options.onProblem({ ...problem, file: tally.file, kind: 'malformed' })
  }

  #report(tally: FileTally, kind: ImportProblem['kind'], problem: CsvProblem): void {
    tally[kind] += 1
    this.#options.onProblem({ ...problem, file: tally.file, kind })
  }

  #stopping(): boolean {
    return this.#interrupted || this.#failure !== undefined
  }

  async #settled(): Promise<void> {
    await Promise.all(this.#inFlight)
  }
}

const problemsOf = ({ errors }: MalformedCommand, { placeOf }: Assembled): CsvProblem[] =>
  errors.map(({ field, label, message }) => {
    const place = placeOf(field)
    return { ...place, header: place.header ?? label?.vi, code: 'field-malformed', message }
  })

const reused = (number: string): Bilingual => ({
  vi: `số dòng ${number} đã được nhập với nội dung khác; dòng mới cần số mới, dòng đã nhập sai thì đính chính`,
  en: `row number ${number} was imported with other content: a new row needs a new number, a wrong one is corrected`,
})
const incomplete = (number: string): Bilingual => ({
  vi: `mục ${number} có dòng hỏng ngay tại hoặc cạnh nó nên chưa nhập; hãy sửa dòng đó rồi nhập lại`,
  en: `entry ${number} has a broken line in it or next to it and was not imported: mend that line and import again`,
})
const conflict: Bilingual = { vi: 'nhiều người đang ghi cùng nội dung này; hãy chạy lại', en: 'others are writing about the same thing: run it again' }
