import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { projectFolder, runNode } from './project.js'

interface Violation {
  readonly rule: string
  readonly from: string
  readonly to: string
}

interface Cruised {
  readonly violations: readonly Violation[]
  readonly totalCruised: number
}

interface CruiseReport {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly to: string; readonly rule: { readonly name: string } }[]
    readonly totalCruised: number
  }
}

const folders = ['libs', 'apps', 'test', 'bench', 'samples']

const cruise = async (folder: string): Promise<Cruised> => {
  const program = join(projectFolder, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const { stdout, stderr } = await runNode([program, '--config', join(projectFolder, '.dependency-cruiser.cjs'), '--output-type', 'json', ...folders], folder)
  if (stdout === '') throw new Error(stderr)
  const { violations, totalCruised } = (JSON.parse(stdout) as CruiseReport).summary
  return { violations: violations.map(({ rule: { name }, from, to }) => ({ rule: name, from, to })), totalCruised }
}

/** Files under the project's own package.json, so that its doors and dependencies are those of the project. */
const writeProject = async (folder: string, files: Readonly<Record<string, string>>): Promise<void> => {
  for (const name of ['package.json', 'tsconfig.json']) await cp(join(projectFolder, name), join(folder, name))
  await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'), 'junction')
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
}

const door = 'export const here = 1\nexport type Here = number\n'
const soundProject = {
  'libs/platform/index.ts': door,
  'libs/event-log/index.ts': "import '#platform'\nexport type Here = number\n",
  'libs/vault/index.ts': "import '#platform'\nexport type Here = number\n",
  'libs/domain/index.ts': "import type { Here } from '#event-log'\nexport type There = Here\n",
  'libs/contracts/index.ts': "import '#domain'\nimport '#platform'\nimport type { Here } from '#event-log'\nexport type There = Here\n",
  'libs/commands/index.ts': "import '#domain'\nimport '#event-log'\nimport '#vault'\n",
  'libs/read-models/index.ts': "import '#domain'\nimport '#event-log'\n",
  'libs/directory/index.ts': "import '#domain'\nimport '#event-log'\nimport '#vault'\n",
  'libs/subscriptions/index.ts': "import '#contracts'\nimport '#domain'\nimport '#event-log'\nimport '#platform'\n",
  'libs/client/index.ts': door,
  'libs/identity/index.ts': "import '#vault'\nimport type { Here } from '#event-log'\nexport type There = Here\n",
  'libs/runtime/index.ts': "import '#commands'\nimport '#read-models'\nimport '#directory'\nimport '#identity'\nimport '#subscriptions'\n",
  'apps/api/main.ts': "import '#runtime'\nimport '#subscriptions'\n",
  'apps/subscriber/main.ts': "import '#client'\nimport '#platform'\n",
  'apps/cli/main.ts': "import '../api/main.js'\nimport '#runtime'\n",
  'bench/load.ts': "import '#commands'\n",
  'samples/generate.ts': "import '#domain'\n",
  'test/whole.spec.ts': "import '#runtime'\nimport '#contracts'\nimport '../apps/cli/main.js'\n",
}

/** What a file must not import, how it would, and the rule that it breaks. */
const forbidden: readonly (readonly [rule: string, from: string, text: string, to: string])[] = [
  ['platform-imports', 'libs/platform/index.ts', "import '#event-log'", 'libs/event-log/index.ts'],
  ['event-log-imports', 'libs/event-log/index.ts', "import '#vault'", 'libs/vault/index.ts'],
  ['event-log-imports', 'libs/event-log/index.ts', "export type { Here as Domain } from '#domain'", 'libs/domain/index.ts'],
  ['vault-imports', 'libs/vault/index.ts', "import '#event-log'", 'libs/event-log/index.ts'],
  ['domain-imports', 'libs/domain/index.ts', "import '#vault'", 'libs/vault/index.ts'],
  ['domain-imports-types', 'libs/domain/clock.ts', "import '#event-log'", 'libs/event-log/index.ts'],
  ['domain-is-pure', 'libs/domain/clock.ts', "import 'node:fs'", 'fs'],
  ['contracts-imports', 'libs/contracts/index.ts', "import '#vault'", 'libs/vault/index.ts'],
  ['contracts-imports-types', 'libs/contracts/clock.ts', "import '#event-log'", 'libs/event-log/index.ts'],
  ['commands-imports', 'libs/commands/index.ts', "import '#read-models'", 'libs/read-models/index.ts'],
  ['read-models-imports', 'libs/read-models/index.ts', "import '#vault'", 'libs/vault/index.ts'],
  ['read-models-imports', 'libs/read-models/index.ts', "import '#commands'", 'libs/commands/index.ts'],
  ['subscriptions-imports', 'libs/subscriptions/index.ts', "import '#vault'", 'libs/vault/index.ts'],
  ['subscriptions-imports', 'libs/subscriptions/index.ts', "import '#read-models'", 'libs/read-models/index.ts'],
  ['client-imports', 'libs/client/index.ts', "import '#contracts'", 'libs/contracts/index.ts'],
  ['client-imports', 'libs/client/index.ts', "import '#platform'", 'libs/platform/index.ts'],
  ['directory-imports', 'libs/directory/index.ts', "import '#read-models'", 'libs/read-models/index.ts'],
  ['identity-imports', 'libs/identity/index.ts', "import '#domain'", 'libs/domain/index.ts'],
  ['identity-imports-types', 'libs/identity/clock.ts', "import '#event-log'", 'libs/event-log/index.ts'],
  ['runtime-imports', 'libs/runtime/index.ts', "import '../../apps/api/main.js'", 'apps/api/main.ts'],
  ['apps-imports', 'apps/api/main.ts', "import '../cli/main.js'", 'apps/cli/main.ts'],
  ['cli-imports', 'apps/cli/main.ts', "import '../worker/main.js'", 'apps/worker/main.ts'],
  ['doors-of-libs', 'libs/commands/index.ts', "import '../vault/index.js'", 'libs/vault/index.ts'],
  ['doors-of-apps', 'apps/api/main.ts', "import '../../libs/vault/index.js'", 'libs/vault/index.ts'],
  ['unlisted-lib', 'apps/api/main.ts', "import '../../libs/surprise/index.js'", 'libs/surprise/index.ts'],
  ['shipped-code', 'libs/runtime/index.ts', "import './testing/scenario.js'", 'libs/runtime/testing/scenario.ts'],
  ['shipped-code', 'libs/runtime/index.ts', "import './runtime.spec.js'", 'libs/runtime/runtime.spec.ts'],
  ['shipped-code', 'libs/runtime/index.ts', "import './bench/load.js'", 'libs/runtime/bench/load.ts'],
  ['shipped-code', 'apps/api/main.ts', "import '../../samples/generate.js'", 'samples/generate.ts'],
  ['no-cycles', 'libs/runtime/one.ts', "import './other.js'", 'libs/runtime/other.ts'],
  ['no-orphans', 'libs/runtime/orphan.ts', 'export const orphan = 1', 'libs/runtime/orphan.ts'],
  ['no-dead-code', 'libs/runtime/dead.ts', "import './one.js'", 'libs/runtime/dead.ts'],
  ['unresolved', 'libs/runtime/index.ts', "import './nowhere.js'", './nowhere.js'],
  ['dependencies', 'libs/runtime/index.ts', "import 'typescript'", 'typescript'],
  ['one-sqlite', 'libs/runtime/index.ts', "import '@photostructure/sqlite'", 'sqlite'],
]

/** What the forbidden imports lead to. */
const targets = {
  'libs/surprise/index.ts': door,
  'libs/runtime/testing/scenario.ts': door,
  'libs/runtime/runtime.spec.ts': door,
  'libs/runtime/bench/load.ts': door,
  'libs/runtime/other.ts': "import './one.js'\n",
  'apps/worker/main.ts': door,
}

/** The sound project with every forbidden import in it. */
const unsoundProject = (): Readonly<Record<string, string>> => {
  const files: Record<string, string> = { ...soundProject, ...targets }
  for (const [, from, text] of forbidden) files[from] = `${files[from] ?? ''}${text}\n`
  return files
}

describe('the directions of imports', () => {
  const projects: string[] = []
  const newProject = async (files: Readonly<Record<string, string>>): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'sinhke-imports-'))
    projects.push(folder)
    await writeProject(folder, files)
    return folder
  }
  afterAll(() => Promise.all(projects.map((folder) => rm(folder, { recursive: true }))))

  it('are kept', async () => {
    const { violations, totalCruised } = await cruise(projectFolder)
    expect(violations).toEqual([])
    expect(totalCruised).toBeGreaterThan(50)
  })

  it('are kept by a project that imports all that is allowed', async () => {
    expect((await cruise(await newProject(soundProject))).violations).toEqual([])
  })

  describe('where they are broken', () => {
    let violations: readonly Violation[] = []
    beforeAll(async () => {
      violations = (await cruise(await newProject(unsoundProject()))).violations
    })

    it.each(forbidden)('the rule %s refuses in %s: %s', (name, from, _text, to) => {
      const found = violations.filter((violation) => violation.rule === name && violation.from === from).map((violation) => violation.to)
      expect(found.some((each) => each === to || each.includes(`node_modules/`) && each.includes(to))).toBe(true)
    })
  })
})

describe('the door of a lib', () => {
  it('says what the lib is for and what it must never do', async () => {
    const libs = await readdir(join(projectFolder, 'libs'))
    const openings = await Promise.all(libs.map(async (lib) => [lib, (await readFile(join(projectFolder, 'libs', lib, 'index.ts'), 'utf8')).split('\n').slice(0, 3)] as const))
    const wrong = openings.filter(([, [purpose, limit, code]]) => !purpose?.startsWith('// ') || !limit?.startsWith('// It must never ') || code?.startsWith('//'))
    expect(wrong).toEqual([])
    expect(libs.length).toBeGreaterThan(5)
  })
})
