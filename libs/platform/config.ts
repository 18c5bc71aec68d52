import { resolve } from 'node:path'
import { z } from 'zod'

/** Where and how it runs; from the environment. */
export interface Config {
  /** TCP port, 0 for any free one. */
  readonly port: number
  /** Address to listen on; loopback unless told otherwise. */
  readonly host: string
  /** Folder of log.db, views.db and vault.db, where there is no `mongodbUri`. */
  readonly dataDir: string
  /** The replica set that keeps log, views and vault instead of files. */
  readonly mongodbUri?: string | undefined
}

/** What it was given can't be worked with; says in both languages what to do. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  constructor(readonly words: { readonly vi: string; readonly en: string }) {
    super(`${words.vi} / ${words.en}`)
  }
}

const environment = z.object({
  PORT: z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.number().max(65_535, 'must be at most 65535')).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\/[^/]+/, 'must begin with mongodb:// or mongodb+srv://').optional(),
})

/** Throws `ConfigurationError` that says in one line what is wrong. */
export const loadConfig = (variables: Readonly<Record<string, string | undefined>>): Config => {
  const parsed = environment.safeParse(variables)
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')
    throw new ConfigurationError({ vi: `cấu hình sai: ${issues}`, en: `wrong configuration: ${issues}` })
  }
  const { PORT, HOST, DATA_DIR, MONGODB_URI } = parsed.data
  return { port: PORT, host: HOST, dataDir: resolve(DATA_DIR), mongodbUri: MONGODB_URI }
}
