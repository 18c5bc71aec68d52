import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { provinceSample } from '../samples/source/province/province-sample.js'
import '../samples/generate-province.js'
import { root } from './cli-process.js'

const folder = join(root, 'samples/province')

describe("the province's sample", () => {
  it('is what its generator writes, byte for byte', async () => {
    const sample = provinceSample()
    expect([...sample.keys()].sort()).toEqual((await readdir(folder)).sort())
    for (const [name, csv] of sample) expect(await readFile(join(folder, name), 'utf8')).toBe(csv)
  })
})
