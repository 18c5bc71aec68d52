import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, runNode } from './run-node.js'

/** Compiles into dist and answers the compiler's exit code. */
export const build = async () => {
  const code = await runNode('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json')
  if (code === 0) await removeOrphans()
  return code
}

/** The compiler leaves what it made of sources that are gone since; a deleted test would still run. */
const removeOrphans = async () => {
  const dist = join(root, 'dist')
  const made = await readdir(dist, { recursive: true, withFileTypes: true })
  const orphans = made
    .filter((entry) => entry.isFile() && /\.js(\.map)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !existsSync(join(root, relative(dist, file).replace(/\.js(\.map)?$/, '.ts'))))
  await Promise.all(orphans.map((file) => rm(file)))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await build()
