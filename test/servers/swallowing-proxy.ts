import type { Socket } from 'node:net'
import { LoopbackProxy, pass } from './loopback-proxy.js'

interface Connection {
  readonly client: Socket
  /** What the client said first: a driver's greeting holds its application's name in clear. */
  greeting: string | undefined
  /** Answers on it are swallowed until it is closed: a stream with a hole in it would be no stream of answers. */
  isDeaf: boolean
}

/**
 * Stands before one member. For clients of a named application (`appName` of their URI) it can swallow the answers
 * while their requests pass; everybody else, the other members among them, is let through untouched.
 */
export class SwallowingProxy {
  readonly #connections = new Map<Socket, Connection>()
  readonly #swallowing = new Set<string>()
  #swallowedAnswers = 0

  private constructor(private readonly proxy: LoopbackProxy) {}

  static async open(): Promise<SwallowingProxy> {
    return new SwallowingProxy(await LoopbackProxy.open())
  }

  get port(): number {
    return this.proxy.port
  }

  /** From now on leads to this port. Its own port is known before, since the member is told who it is by it. */
  leadTo(memberPort: number): void {
    this.proxy.leadTo(memberPort, (client, server) => this.#join(client, server), (client) => this.#connections.delete(client))
  }

  /** How many pieces of answers went nowhere so far. */
  get swallowedAnswers(): number {
    return this.#swallowedAnswers
  }

  swallowAnswersTo(application: string): void {
    this.#swallowing.add(application)
  }

  /** Answers pass again on new connections. Those that lost one are cut, or stay deaf until their client gives them up. */
  letAnswersPassTo(application: string, { deafOnes }: { readonly deafOnes: 'cut' | 'kept' }): void {
    this.#swallowing.delete(application)
    if (deafOnes === 'kept') return
    for (const connection of this.#connections.values()) if (connection.isDeaf && isOf(connection, application)) connection.client.resetAndDestroy()
  }

  async close(): Promise<void> {
    await this.proxy.close()
  }

  #join(client: Socket, server: Socket): void {
    const connection: Connection = { client, greeting: undefined, isDeaf: false }
    this.#connections.set(client, connection)
    client.on('data', (bytes) => {
      connection.greeting ??= bytes.toString('latin1')
      pass(bytes, client, server)
    })
    server.on('data', (bytes) => {
      if (this.#isSwallowed(connection)) this.#swallowedAnswers += 1
      else pass(bytes, server, client)
    })
  }

  #isSwallowed(connection: Connection): boolean {
    connection.isDeaf ||= [...this.#swallowing].some((application) => isOf(connection, application))
    return connection.isDeaf
  }
}

const isOf = ({ greeting }: Connection, application: string): boolean => greeting?.includes(application) === true
