import { startReplicaSet } from '../test/servers/replica-set.js'

/** On the server of MONGODB_URI, else on a one-member set that is started for it. */
export const onMongod = async <Result>(work: (server: string) => Promise<Result>): Promise<Result> => {
  const given = process.env.MONGODB_URI
  if (given !== undefined) return work(given)
  const set = await startReplicaSet()
  try {
    return await work(set.uri)
  } finally {
    await set.stop()
  }
}
