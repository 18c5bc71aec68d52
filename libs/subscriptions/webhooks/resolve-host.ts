import { lookup, Resolver } from 'node:dns/promises'

/** All addresses of a host. */
export type ResolveHost = (host: string) => Promise<readonly string[]>

/**
 * By the name servers, without a thread: the system's own way takes one of four for as long as a dead name server hangs,
 * and a few of those would hold up the whole process. Names that only this machine knows are asked of the system.
 */
export const resolveHost: ResolveHost = async (host) => {
  if (!host.includes('.')) return ofSystem(host)
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  if (found.length > 0) return found
  const late = answers.find((answer) => answer.status === 'rejected' && codeOf(answer.reason) === 'ETIMEOUT')
  if (late?.status === 'rejected') throw late.reason
  return ofSystem(host)
}

const ofSystem: ResolveHost = async (host) => (await lookup(host, { all: true })).map(({ address }) => address)

const codeOf = (error: unknown): unknown => (error as NodeJS.ErrnoException).code
