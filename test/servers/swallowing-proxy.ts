import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

interface Connection {
  readonly client: Socket
  readonly server: Socket
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
  readonly #connections = new Set<Connection>()
  readonly #swallowing = new Set<string>()
  #swallowedAnswers = 0

  private constructor(readonly port: number, private readonly server: Server) {}

  static async open(): Promise<SwallowingProxy> {
    const server = createServer({ noDelay: true })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new SwallowingProxy((server.address() as AddressInfo).port, server)
  }

  /** From now on leads to this port. Its own port is known before, since the member is told who it is by it. */
  leadTo(memberPort: number): void {
    this.server.on('connection', (client) => this.#join(client, memberPort))
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
    for (const connection of this.#connections) if (connection.isDeaf && isOf(connection, application)) connection.client.resetAndDestroy()
  }

  async close(): Promise<void> {
    this.server.close()
    for (const { client } of this.#connections) client.destroy()
    await once(this.server, 'close')
  }

  #join(client: Socket, memberPort: number): void {
    const server = connect({ host: '127.0.0.1', port: memberPort, noDelay: true })
    const connection: Connection = { client, server, greeting: undefined, isDeaf: false }
    this.#connections.add(connection)
    client.on('data', (bytes) => {
      connection.greeting ??= bytes.toString('latin1')
      pass(bytes, client, server)
    })
    server.on('data', (bytes) => {
      if (this.#isSwallowed(connection)) this.#swallowedAnswers += 1
      else pass(bytes, server, client)
    })
    const end = () => {
      client.destroy()
      server.destroy()
      this.#connections.delete(connection)
    }
    // A member that is not there resets, as it would without a proxy; what exactly went wrong is the client's to see.
    for (const side of [client, server]) side.on('error', end).on('close', end)
  }

  #isSwallowed(connection: Connection): boolean {
    connection.isDeaf ||= [...this.#swallowing].some((application) => isOf(connection, application))
    return connection.isDeaf
  }
}

const isOf = ({ greeting }: Connection, application: string): boolean => greeting?.includes(application) === true

const pass = (bytes: Buffer, from: Socket, to: Socket): void => {
  if (to.write(bytes)) return
  from.pause()
  to.once('drain', () => from.resume())
}
