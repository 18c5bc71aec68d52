import { createReadStream } from 'node:fs'
import { TextDecoder } from 'node:util'
import { UnreadableFile } from './csv-problem.js'

/** A line of a file. */
export interface Line {
  /** Counted from 1. */
  readonly number: number
  readonly text: string
  /** Where it is false, signs that could not be read stand in the text as U+FFFD. */
  readonly isUtf8: boolean
  /** How many bytes of the file were read up to its end. */
  readonly endByte: number
}

/** More than any row needs: a file without line ends is not held in memory. */
const longestLineBytes = 1_048_576

const newline = 0x0a

/** The lines of a file, decoded one by one, so that a line that is not UTF-8 doesn't spoil the others. CRLF and LF both end one. */
export async function* readLines(file: string): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0)
  let number = 0
  let endByte = 0
  for await (const chunk of createReadStream(file)) {
    let bytes = Buffer.concat([rest, chunk as Buffer])
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline)) {
      endByte += end + 1
      yield { number: (number += 1), ...decodeLine(bytes.subarray(0, end), number), endByte }
      bytes = bytes.subarray(end + 1)
    }
    if (bytes.length > longestLineBytes) throw new UnreadableFile({ line: number + 1, ...tooLong })
    rest = bytes
  }
  if (rest.length > 0) yield { number: number + 1, ...decodeLine(rest, number + 1), endByte: endByte + rest.length }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenient = new TextDecoder('utf-8', { ignoreBOM: true })

const decodeLine = (bytes: Buffer, number: number): Pick<Line, 'text' | 'isUtf8'> => {
  if (number === 1 && utf16Marks.some((mark) => bytes.subarray(0, 2).equals(mark))) throw new UnreadableFile(utf16)
  const clean = (text: string) => (number === 1 ? text.replace(/^\ufeff/, '') : text).replace(/\r$/, '')
  try {
    return { text: clean(utf8.decode(bytes)), isUtf8: true }
  } catch {
    return { text: clean(lenient.decode(bytes)), isUtf8: false }
  }
}

const utf16Marks = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])]

const utf16 = { line: 1, code: 'file-not-utf8', message: { vi: 'tệp ở dạng UTF-16; hãy lưu lại dạng "CSV UTF-8"', en: 'the file is UTF-16: save it as "CSV UTF-8"' } }
const tooLong = { code: 'line-too-long', message: { vi: 'dòng dài hơn 1 MB; đây có phải tệp CSV không?', en: 'the line is longer than 1 MB: is this a CSV file?' } }
