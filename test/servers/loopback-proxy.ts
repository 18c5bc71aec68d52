import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** A port of its own before a server of this machine; what passes between both is its owner's to say. */
export class LoopbackProxy {
  readonly #clients = new Set<Socket>()

  private constructor(readonly port: number, private readonly listener: Server) {}

  static async open(): Promise<LoopbackProxy> {
    const listener = createServer({ noDelay: true })
    listener.listen(0, '127.0.0.1')
    await once(listener, 'listening')
    return new LoopbackProxy((listener.address() as AddressInfo).port, listener)
  }

  /** From now on each connection is joined to one to this port; `left` is called when either side is gone, and both with it. */
  leadTo(port: number, join: (client: Socket, server: Socket) => void, left: (client: Socket) => void = () => undefined): void {
    this.listener.on('connection', (client) => {
      const server = connect({ host: '127.0.0.1', port, noDelay: true })
      this.#clients.add(client)
      join(client, server)
      const end = () => {
        client.destroy()
        server.destroy()
        this.#clients.delete(client)
        left(client)
      }
      // A server that is not there resets, as it would without a proxy; what exactly went wrong is the client's to see.
      for (const side of [client, server]) side.on('error', end).on('close', end)
    })
  }

  async close(): Promise<void> {
    this.listener.close()
    for (const client of this.#clients) client.destroy()
    await once(this.listener, 'close')
  }
}

export const pass = (bytes: Buffer, from: Socket, to: Socket): void => {
  if (to.write(bytes)) return
  from.pause()
  to.once('drain', () => from.resume())
}
