import { connect } from 'node:net'
import { once } from 'node:events'

/** Sends bytes as they are and answers all that comes back until the server closes the connection. */
export const sendRaw = async (url: string, text: string): Promise<string> => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.setEncoding('utf8').on('data', (part: string) => (answer += part))
  // A server that has had enough may reset the connection: what it said before counts.
  socket.on('error', () => socket.destroy())
  socket.write(text)
  await once(socket, 'close')
  return answer
}
