// Runs as a process of its own: opens the vault it is told to, and does what it is asked over IPC.
import { writeSync } from 'node:fs'
import type { VaultWithNames } from '../name-search.js'
import type { ToSeal } from '../vault.js'
import type { VaultOpener } from './vault-under-test.js'

export interface Request {
  readonly id: number
  readonly method: 'seal' | 'open' | 'personIds' | 'forget' | 'secret' | 'sealThenDie'
  readonly argument: unknown
}

export interface Answer {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

const methods: Readonly<Record<Request['method'], (vault: VaultWithNames, argument: unknown) => Promise<unknown>>> = {
  seal: (vault, values) => vault.seal(values as ToSeal[]),
  open: (vault, documents) => vault.open(documents as unknown[]),
  personIds: (vault, numbers) => vault.personIds(numbers as string[]),
  forget: (vault, key) => vault.forget(key as string),
  secret: async (vault, name) => Buffer.from(await vault.secret(name as string)).toString('hex'),
  async sealThenDie(vault, values) {
    writeSync(1, JSON.stringify(await vault.seal(values as ToSeal[])))
    process.kill(process.pid, 'SIGKILL')
  },
}

const [, , opener = '', place = ''] = process.argv
const { openVault } = (await import(opener)) as VaultOpener
const vault = await openVault(place)

const answer = async ({ id, method, argument }: Request): Promise<Answer> => {
  try {
    return { id, result: await methods[method](vault, argument) }
  } catch (error) {
    return { id, error: error instanceof Error ? error.name : String(error) }
  }
}

process.on('message', (request: Request) => void answer(request).then((result) => process.send?.(result)))
process.on('disconnect', () => process.exit())
process.send?.({ id: 0 } satisfies Answer)
