import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { smallSample } from '../samples/source/small-sample.js'
import '../samples/generate-small.js'
import { root } from './cli-process.js'

const folder = join(root, 'samples/small')

describe('the small sample', () => {
  it('is what its generator writes, byte for byte', async () => {
    const sample = smallSample()
    expect([...sample.keys()].sort()).toEqual((await readdir(folder)).sort())
    for (const [name, csv] of sample) expect(await readFile(join(folder, name), 'utf8')).toBe(csv)
  })
})
