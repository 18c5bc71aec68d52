/** Families of one people, as they live in these communes. */
export interface Community {
  readonly ethnicity: string
  readonly families: readonly string[]
}

export const communities: readonly Community[] = [
  { ethnicity: 'Dao', families: ['Triệu', 'Đặng', 'Bàn', 'Phượng'] },
  { ethnicity: 'Tày', families: ['Nông', 'Hoàng', 'Ma', 'Lường'] },
  { ethnicity: 'Nùng', families: ['Vi', 'Lục', 'Chu', 'Lâm'] },
  { ethnicity: 'Sán Dìu', families: ['Trương', 'Diệp', 'Lưu'] },
  { ethnicity: 'Mông', families: ['Sùng', 'Dương', 'Ngô'] },
  { ethnicity: 'Kinh', families: ['Nguyễn', 'Trần', 'Phạm'] },
]

/** Given names, with the middle one. */
export interface GivenNames {
  readonly female: readonly string[]
  readonly male: readonly string[]
}

const fewNames: GivenNames = {
  female: ['Thị Mẩy', 'Thị Hoà', 'Thị Lan', 'Thị Nguyệt', 'Thị Thắm', 'Thị Pham', 'Thị Hiền', 'Thị Dung', 'Thị Xuân', 'Thị Liên', 'Thị Thuý', 'Thị Sua'],
  male: ['Văn Sáng', 'Văn Thành', 'Văn Lý', 'Tiến Dũng', 'Văn Hoà', 'Đức Thọ', 'Văn Khìn', 'Minh Tuấn', 'Văn Páo', 'Hữu Nghĩa', 'Văn Quý', 'Văn Thuỷ'],
}

export interface Birth {
  readonly community: Community
  readonly female: boolean
  readonly birthYear: number
  readonly pick: <Value>(values: readonly Value[]) => Value
  readonly random: () => number
  readonly names?: GivenNames
}

export const personOf = ({ community, female, birthYear, pick, random, names = fewNames }: Birth) => ({
  name: `${pick(community.families)} ${pick(female ? names.female : names.male)}`,
  gender: female ? 'female' : 'male',
  birthDate: `${birthYear}-${twoDigits(1 + Math.floor(random() * 12))}-${twoDigits(1 + Math.floor(random() * 28))}`,
  ethnicity: community.ethnicity,
})

export const familyOf = (name: string): string => name.split(' ')[0] ?? ''
const twoDigits = (value: number): string => String(value).padStart(2, '0')
