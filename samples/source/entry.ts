/** One command as it is typed: things are named by the number of the row that made them. */
export interface SampleEntry {
  readonly number: number
  readonly plain: Readonly<Record<string, unknown>>
}

export interface SamplePaper {
  readonly number: string
  readonly date: string
  readonly issuer: string
  readonly signer?: string
  readonly title?: string
}

/** Officials' names are unlike those of the households, so that a search never finds one for the other. */
export const officials = {
  province: 'Vũ Quốc Bảo',
  districtDongHy: 'Phùng Gia Khánh',
  districtVoNhai: 'Tạ Hữu Phước',
  vanHan: 'Đỗ Minh Quang',
  hopTien: 'Cao Thế Vinh',
  sangMoc: 'Mai Đức Tuệ',
} as const

/** Numbers the entries 1, 2, 3 … or from another number on. */
export const numbered = (plains: readonly SampleEntry['plain'][], from = 1): SampleEntry[] => plains.map((plain, index) => ({ number: from + index, plain }))

/** A sequence of numbers from 0 up to 1 that is the same on every run (mulberry32). */
export const randomOf = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
