import { once } from 'node:events'
import { startKafka } from './kafka.js'
import { startReplicaSet } from './replica-set.js'

// Starts real servers on loopback, without containers, and prints how to reach them; Ctrl-C stops them and removes their data.
// npm run servers [-- --members 3] [--kafka]

const members = process.argv.includes('--members') ? Number(process.argv[process.argv.indexOf('--members') + 1]) : 1
const [set, kafka] = await Promise.all([startReplicaSet({ members }), process.argv.includes('--kafka') ? startKafka() : undefined])
console.log(`export MONGODB_URI='${set.uri}'`)
if (kafka !== undefined) console.log(`export KAFKA_BROKERS='${kafka.brokers}'`)
console.log('Ctrl-C: dừng / stop')
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
await Promise.all([set.stop(), kafka?.stop()])
