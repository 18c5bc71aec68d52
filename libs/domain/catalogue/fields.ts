import { z } from 'zod'
import { isDay } from '../core/day.js'

// A refinement says nothing in JSON Schema; the format does.
export const day = z.string().refine(isDay).meta({ format: 'date' })
export const unitRef = z.strictObject({ codeSet: z.string(), code: z.string() })
