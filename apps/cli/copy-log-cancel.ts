import type { Bilingual } from '#domain'
import type { CopyPlace } from './copy-log-place.js'
import { OperatorError } from './explain.js'

/** Opens the source again that was closed for a move which then could not be finished; surely the target was never opened. */
export const cancelMove = async (source: CopyPlace, target: CopyPlace): Promise<void> => {
  const [movedTo, closedFor, head] = await Promise.all([source.log.successor(), target.log.successor(), target.log.head()])
  if (movedTo === undefined) return
  if (movedTo !== target.name) throw new OperatorError(movedElsewhere(source.name, movedTo))
  // A lost target that begins anew is empty and open; one with events that is open has taken the source's place.
  if (closedFor !== source.name && head > 0) throw new OperatorError(isInUse(target.name))
  await source.log.reopen()
}

const movedElsewhere = (name: string, successor: string): Bilingual => ({
  vi: `sổ ở ${name} đã đóng để chuyển sang ${successor}; hãy cho --to đúng nơi đó.`,
  en: `the log at ${name} was closed for ${successor}; name that place with --to.`,
})

const isInUse = (name: string): Bilingual => ({
  vi: `việc chuyển đã xong, sổ đang dùng ở ${name}; hãy chép về bằng --from và --to đổi chỗ.`,
  en: `the move was finished, and the log is in use at ${name}; copy it back with --from and --to exchanged.`,
})
