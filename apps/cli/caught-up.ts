import { readModels } from '#read-models'
import type { Runtime } from '#runtime'
import { progressBar } from './progress.js'

/**
 * Brings what is read to where the log is now: a running server does it and is waited for, else this process does it.
 * A bar shows how far it is when that takes a while.
 */
export const caughtUp = async (runtime: Runtime): Promise<void> => {
  const head = await runtime.log.head()
  const bar = progressBar('Cập nhật sổ tra cứu / updating', head * readModels.length)
  const look = setInterval(() => {
    runtime.engine.status().then(
      (models) => bar.at(models.reduce((sum, { position, fillingPosition }) => sum + Math.max(position, fillingPosition ?? 0), 0)),
      () => undefined,
    )
  }, 250)
  try {
    await runtime.catchUp()
  } finally {
    clearInterval(look)
    bar.stop()
  }
}
