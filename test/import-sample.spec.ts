import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { smallSample } from '../samples/source/small-sample.js'
import '../samples/generate-small.js'

describe('the small sample', () => {
  it('is what its generator writes, byte for byte', async () => {
    const sample = smallSample()
    expect([...sample.keys()].sort()).toEqual((await readdir('samples/small')).sort())
    for (const [name, csv] of sample) expect(await readFile(join('samples/small', name), 'utf8')).toBe(csv)
  })
})
