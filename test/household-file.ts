import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { csvOf, findTemplate } from '../apps/cli/import/index.js'
import { root } from './cli-process.js'

/** How many events the sample's units are. */
export const unitCount = 10

/** A folder with the units and this many households of one or two members. */
export const writeHouseholds = async (folder: string, count: number): Promise<string> => {
  await mkdir(folder, { recursive: true })
  await copyFile(join(root, 'samples/small/01-don-vi.csv'), join(folder, '01-don-vi.csv'))
  const template = findTemplate('05-ho')
  if (template === undefined) throw new Error('there is no template for households')
  const entries = Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    plain: {
      unit: { codeSet: 'vn-2004', code: '05680' }, village: `Xóm ${index % 40}`, occurredOn: '2022-11-25', paper: { number: '14/DS-UBND', date: '2022-11-25', issuer: 'UBND xã Văn Hán' },
      members: [
        { relation: 'head', name: `Triệu Văn ${index}`, citizenNumber: `000${String(index).padStart(9, '0')}` },
        ...(index % 3 === 0 ? [{ relation: 'child', name: `Triệu Thị ${index}` }] : []),
      ],
    },
  }))
  await writeFile(join(folder, '05-ho.csv'), csvOf(template, entries))
  return folder
}
