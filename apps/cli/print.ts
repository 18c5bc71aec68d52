import Table from 'cli-table3'
import pc from 'picocolors'

export const printJson = (value: unknown): void => printLine(JSON.stringify(value, undefined, 2))

export const printLine = (text = ''): void => {
  process.stdout.write(`${text}\n`)
}

export const warnLine = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

export interface ColumnHead {
  readonly title: string
  readonly align?: 'left' | 'right'
  readonly width?: number
}

/** A table without a frame but a rule under its head; letters with diacritics count as one column. */
export const tableOf = (heads: readonly ColumnHead[], rows: readonly (readonly string[])[]): string => {
  const table = new Table({
    head: heads.map(({ title }) => pc.bold(title)),
    colAligns: heads.map(({ align }) => align ?? 'left'),
    colWidths: heads.map(({ width }) => width ?? null),
    wordWrap: true,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: {
      top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
      left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '',
    },
  })
  table.push(...rows.map((row) => [...row]))
  return table.toString().split('\n').map((line) => line.trimEnd()).join('\n')
}
