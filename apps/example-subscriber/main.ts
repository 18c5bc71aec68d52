import { LogReplaced, SinhKeClient, SubscriberError } from '#client'
import { ConfigurationError, runProgram } from '#platform'
import { RecoveryTable, VersionUnknown } from './recovery-table.js'

const example = { SINHKE_URL: 'http://127.0.0.1:3000', SINHKE_TOKEN: '$(sinhke token --name "Sở Tài chính" --role service)', TABLE_FILE: './recoveries.db' }

const setting = (variable: keyof typeof example): string => {
  const value = process.env[variable] ?? ''
  if (value !== '') return value
  throw new ConfigurationError({ vi: `hãy đặt ${variable}, ví dụ ${variable}=${example[variable]}`, en: `set ${variable}, e.g. ${variable}=${example[variable]}` })
}

/** An example of a subscriber: keeps what households gave back, by unit, until it is stopped; then prints it. */
runProgram(async () => {
  const client = new SinhKeClient({
    url: setting('SINHKE_URL'), token: setting('SINHKE_TOKEN'),
    onTrouble: ({ message }, waitMs) => console.error(`${message}; ${Math.round(waitMs)} ms`),
  })
  const table = new RecoveryTable(setting('TABLE_FILE'))
  const stopping = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort())
  await keep(client, table, stopping.signal)
  console.log(JSON.stringify({ ...table.place, totals: table.totals() }))
  table.close()
})

async function keep(client: SinhKeClient, table: RecoveryTable, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { after, incarnation } = table.place
    console.log(`nhận tiếp sau vị trí ${after} / going on behind position ${after}`)
    try {
      // Without a filter every position comes, so that the client tells where one is missing.
      for await (const step of client.follow({ after, incarnation, signal })) table.take(step)
    } catch (error) {
      if (!(error instanceof LogReplaced)) throw inWords(error)
      console.error(error.message)
      table.beginAnew()
    }
  }
}

/** What somebody has to settle is told without a stack. */
function inWords(error: unknown): unknown {
  if (!(error instanceof SubscriberError || error instanceof VersionUnknown)) return error
  const [vi = '', en = vi] = error.message.split(' / ')
  return new ConfigurationError({ vi, en })
}
