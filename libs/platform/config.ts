import { resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { kafkaSettingsIn, kafkaVariables, type KafkaSettings } from './kafka-settings.js'
import { hostsOf, wrongInMongoUri } from './mongodb.js'
import { ConfigurationError, type Words } from './configuration-error.js'

/** Where log, views and vault are kept. */
export interface StorePlace {
  /** Folder of log.db, views.db, vault.db and subscriptions.db, where there is no `mongodbUri`. */
  readonly dataDir: string
  /** The replica set that keeps them instead of files. */
  readonly mongodbUri?: string | undefined
  /** Collections and indexes are made by `sinhke migrate` alone, never by a program that starts. */
  readonly isProduction?: boolean | undefined
}

/** Where and how it runs; from the environment. */
export interface Config extends StorePlace {
  /** TCP port, 0 for any free one. */
  readonly port: number
  /** Address to listen on; loopback unless told otherwise. */
  readonly host: string
  /** Where a worker tells how it is, on loopback; 0 for any free one. */
  readonly workerPort: number
  /** The broker that the log is published to; without it there is no relay. */
  readonly kafka?: KafkaSettings | undefined
  /** Networks as CIDR that webhooks may be delivered to though they are not public. */
  readonly webhookNetworks: readonly string[]
}

/** Its words in both languages, said after the variable's name. */
const must = (vi: string, en: string): string => JSON.stringify({ vi, en })

const portNumber = must('phải là số cổng TCP từ 0 đến 65535', 'must be a TCP port from 0 to 65535')
const port = z.string().regex(/^\d{1,5}$/, portNumber).transform(Number).pipe(z.number().max(65_535, portNumber))
const mongodbUri = must('phải bắt đầu bằng mongodb:// hoặc mongodb+srv://, rồi đến máy chủ', 'must begin with mongodb:// or mongodb+srv://, then the hosts')

const networksWanted = must('phải là các mạng dạng CIDR cách nhau bằng dấu phẩy, ví dụ 10.20.0.0/16,fd00:1::/32', 'must be networks as CIDR with commas between, e.g. 10.20.0.0/16,fd00:1::/32')
const networks = z.string().transform((text) => text.split(',').map((cidr) => cidr.trim()).filter((cidr) => cidr !== '')).refine((all) => all.every((cidr) => ipaddr.isValidCIDR(cidr)), networksWanted)

const environment = z.object({
  PORT: port.default(3000),
  WORKER_PORT: port.default(3010),
  HOST: z.string().regex(/^\S+$/, must('phải là một địa chỉ để lắng nghe, ví dụ 127.0.0.1', 'must be an address to listen on, e.g. 127.0.0.1')).default('127.0.0.1'),
  DATA_DIR: z.string().regex(/^[^\0]*[^\s\0][^\0]*$/, must('phải là một thư mục', 'must be a folder')).default('./data'),
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\/[^/]+/, mongodbUri).optional(),
  WEBHOOK_PRIVATE_NETWORKS: networks.default([]),
  NODE_ENV: z.string().optional(),
  ...kafkaVariables,
})

/** Throws `ConfigurationError` that says in one line which variable is wrong and what it must be. */
export const loadConfig = (variables: Readonly<Record<string, string | undefined>>): Config => {
  const parsed = environment.safeParse(variables)
  if (!parsed.success) throw wrong(parsed.error.issues.map(({ path, message }) => [path.join('.'), JSON.parse(message) as Words]))
  const { PORT, HOST, WORKER_PORT, DATA_DIR, MONGODB_URI, WEBHOOK_PRIVATE_NETWORKS, NODE_ENV, ...others } = parsed.data
  const wrongUri = MONGODB_URI === undefined ? undefined : wrongInMongoUri(MONGODB_URI)
  if (wrongUri !== undefined) throw wrong([['MONGODB_URI', wrongUri]])
  const kafka = kafkaSettingsIn(others)
  if (kafka !== undefined && 'variable' in kafka) throw wrong([[kafka.variable, kafka.words]])
  return { kafka, port: PORT, host: HOST, workerPort: WORKER_PORT, dataDir: resolve(DATA_DIR), mongodbUri: MONGODB_URI, webhookNetworks: WEBHOOK_PRIVATE_NETWORKS, isProduction: NODE_ENV === 'production' }
}

/** The place in words, without the password that a URI may hold. */
export const placeName = ({ dataDir, mongodbUri: uri }: StorePlace): string => (uri === undefined ? dataDir : `MongoDB ${hostsOf(uri)}`)

const wrong = (issues: readonly (readonly [variable: string, words: Words])[]): ConfigurationError => {
  const inLanguage = (language: keyof Words) => issues.map(([variable, words]) => `${variable} ${words[language]}`).join('; ')
  return new ConfigurationError({ vi: `cấu hình sai: ${inLanguage('vi')}`, en: `wrong configuration: ${inLanguage('en')}` })
}
