import '../docs/take-samples.js'
import '../docs/generate.js'
