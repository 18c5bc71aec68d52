import { stripVTControlCharacters } from 'node:util'

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' })

/** Letters as a terminal shows them: a letter with its marks takes one column, colours none. */
const widthOf = (text: string): number => [...graphemes.segment(stripVTControlCharacters(text))].length

export interface PageColumn {
  readonly width: number
  readonly align?: 'right'
}

/** The text padded to a width in columns of the terminal. */
export const padded = (text: string, { width, align }: PageColumn): string => {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)))
  return align === 'right' ? space + text : text + space
}

/** A row of cells, each wrapped at words into its column. */
export const rowLines = (columns: readonly PageColumn[], cells: readonly string[]): string[] => {
  const wrapped = columns.map(({ width }, index) => wrap(cells[index] ?? '', width))
  const height = Math.max(...wrapped.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) => columns.map((column, index) => padded(wrapped[index]?.[line] ?? '', column)).join(' ').trimEnd())
}

/** The text in lines of at most this width; a longer word has a line of its own. */
export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= width || line === '') line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}
