import { createHash } from 'node:crypto'
import { foldText } from '#vault'

/** Base64 of a text wherever it begins in what is encoded: the characters at its ends depend on its neighbours. */
const base64Forms = (text: string): string[] =>
  [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text, 'utf8')])
    const end = Math.floor((bytes.length * 8) / 6)
    return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), end)
  })

const hashes = (text: string): string[] =>
  ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) => {
    const digest = createHash(algorithm).update(text, 'utf8').digest()
    return [digest.toString('latin1'), digest.toString('hex'), digest.toString('base64url')]
  })

const bytesOf = (form: string, encoding: BufferEncoding = 'utf8'): Buffer => Buffer.from(form, encoding)

/** A text in every form in which it might be left behind. */
const formsOf = (text: string): Readonly<Record<string, readonly Buffer[]>> => {
  const folded = foldText(text)
  const spellings = [...new Set([text.normalize('NFC'), text.normalize('NFD'), text.toLowerCase(), text.toUpperCase(), folded, folded.toUpperCase(), folded.replaceAll(' ', '-'), folded.replaceAll(' ', '_')])]
  return {
    clear: spellings.map((spelling) => bytesOf(spelling)),
    'as UTF-16': spellings.map((spelling) => bytesOf(spelling, 'utf16le')),
    'as JSON escapes': spellings.map((spelling) => bytesOf(spelling.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`))),
    'as a URL': spellings.map((spelling) => bytesOf(encodeURIComponent(spelling))),
    'in Base64': spellings.flatMap((spelling) => base64Forms(spelling).flatMap((form) => [bytesOf(form), bytesOf(form.replaceAll('+', '-').replaceAll('/', '_'))])),
    'in hex': spellings.map((spelling) => bytesOf(bytesOf(spelling).toString('hex'))),
    hashed: spellings.flatMap((spelling) => hashes(spelling).flatMap((form) => [bytesOf(form, 'latin1'), bytesOf(form)])),
  }
}

/** Which of the texts stand in the bytes, and how. */
export const tracesOf = (texts: readonly string[], bytes: Buffer): string[] => {
  const folded = foldText(bytes.toString('utf8'))
  return texts.flatMap((text) => {
    const found = Object.entries(formsOf(text)).filter(([, forms]) => forms.some((form) => bytes.includes(form))).map(([kind]) => `${text} ${kind}`)
    return folded.includes(foldText(text)) ? [...found, `${text} in any spelling`] : found
  })
}
