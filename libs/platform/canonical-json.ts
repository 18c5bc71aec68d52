import { configure } from 'safe-stable-stringify'

/** RFC 8785 canonical JSON of plain, well-formed data: keys by UTF-16 code units, no white space; a circle is an error. */
export const canonicalJson: (value: object) => string = configure({ circularValue: Error, bigint: false, strict: false })
