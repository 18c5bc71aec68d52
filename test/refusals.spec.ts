import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { allRefusals } from '#domain'
import { generatedPages } from '../docs/generate.js'
import { projectFolder } from './project.js'

const specsOfDomain = async (): Promise<string> => {
  const folder = join(projectFolder, 'libs/domain')
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.spec.ts'))
  return (await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))).join('\n')
}

describe('the generated docs', () => {
  it.each(['events.md', 'refusals.md'])('%s is what the code says today', async (name) => {
    expect(await readFile(join(projectFolder, 'docs', name), 'utf8')).toBe(generatedPages().get(name))
  })

  it('show every refusal as a person reads it, in both languages', () => {
    expect(generatedPages().get('refusals.md')).not.toMatch(/^- (vi|en): …$/m)
  })
})

describe('the refusals', () => {
  const codes = [...allRefusals().keys()]

  it('are named by kebab-case facts', () => {
    expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)+$/.test(code))).toEqual([])
    expect(codes.length).toBeGreaterThan(50)
  })

  it('are each held by a spec of the domain', async () => {
    const specs = await specsOfDomain()
    expect(codes.filter((code) => !specs.includes(`'${code}'`))).toEqual([])
  })
})
