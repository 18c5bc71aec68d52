import { once } from 'node:events'
import { startReplicaSet } from './replica-set.js'

// Starts real servers on loopback, without containers, and prints how to reach them; Ctrl-C stops them and removes their data.
// npm run servers [-- --members 3]

const members = process.argv.includes('--members') ? Number(process.argv[process.argv.indexOf('--members') + 1]) : 1
const set = await startReplicaSet({ members })
console.log(`export MONGODB_URI='${set.uri}'`)
console.log('Ctrl-C: dừng / stop')
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
await set.stop()
