import { z } from 'zod'
import { isDay } from '../core/day.js'

export const day = z.string().refine(isDay)
export const unitRef = z.strictObject({ codeSet: z.string(), code: z.string() })
