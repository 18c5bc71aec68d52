import type { Bilingual } from '#domain'
import type { MovableLog, StoredCommit } from '#event-log'
import { textOf } from './copy-log-comparison.js'
import type { CopyPlace } from './copy-log-place.js'
import { copyVault } from './copy-log-vault.js'
import { OperatorError } from './explain.js'

/** Commits compared before anything is written, besides the last one; in the end all are. */
const samples = 8

export interface TakenTarget {
  readonly head: number
  /** The source has moved here before, and this is the log that goes on: nothing is left but to compare. */
  readonly isLive: boolean
}

/** Refuses a target that is neither empty nor the beginning of the source; closes it for as long as it is copied to. */
export const takeTarget = async (source: CopyPlace, target: CopyPlace): Promise<TakenTarget> => {
  if (source.name === target.name) throw new OperatorError(samePlace(target.name))
  const [movedTo, closedFor] = await Promise.all([source.log.successor(), target.log.successor()])
  if (closedFor !== undefined && closedFor !== source.name) throw new OperatorError(closedForAnother(target.name, closedFor))
  await refuseOther(source, target)
  const [head, sourceHead] = await Promise.all([target.log.head(), source.log.head()])
  if (closedFor === undefined && movedTo === target.name && head === sourceHead) return { head, isLive: true }
  if (closedFor === undefined) await refuseOtherVault(source, target, head)
  await target.log.closeFor(source.name)
  // Somebody may have written there until it was closed.
  if (closedFor === undefined) await refuseOther(source, target).catch((error: unknown) => reopened(target.log, error))
  await target.log.adoptIncarnation(await source.log.incarnation())
  return { head: await target.log.head(), isLive: false }
}

/** Found out while the target is still as it was. */
const refuseOtherVault = async (source: CopyPlace, target: CopyPlace, head: number): Promise<void> => {
  if (head > 0) return copyVault(source.vault, target.vault)
  if (!(await target.vault.isEmpty())) throw new OperatorError(vaultInUse(target.name))
}

const reopened = async (log: MovableLog, error: unknown): Promise<never> => {
  await log.reopen()
  throw error
}

const refuseOther = async (source: CopyPlace, target: CopyPlace): Promise<void> => {
  const head = await target.log.head()
  if (head === 0) return
  const [incarnation, own, sourceHead] = await Promise.all([source.log.incarnation(), target.log.incarnation(), source.log.head()])
  if (incarnation !== own) throw new OperatorError(anotherLog(target.name))
  if (head > sourceHead) throw new OperatorError(longer(target.name, { head, sourceHead }))
  const places = [await firstOfLast(target.log), ...Array.from({ length: samples }, (_, index) => 1 + Math.floor((index * head) / samples))]
  for (const place of places) {
    const [one, other] = await Promise.all([commitFrom(source.log, place), commitFrom(target.log, place)])
    if (other !== undefined && (one === undefined || textOf(one) !== textOf(other))) throw new OperatorError(forked(target.name, other.firstPosition))
  }
}

const firstOfLast = async (log: MovableLog): Promise<number> => {
  const events = await firstOf(log.read({ backwards: true, limit: 1 }))
  return Math.min(...(events ?? []).map(({ position }) => position))
}

/** The first commit that begins at a position or behind it. */
const commitFrom = async (log: MovableLog, position: number): Promise<StoredCommit | undefined> =>
  (await firstOf(log.storedCommits(position - 1)))?.[0]

const firstOf = async <Item>(items: AsyncIterable<Item>): Promise<Item | undefined> => {
  const iterator = items[Symbol.asyncIterator]()
  const first = await iterator.next()
  await iterator.return?.()
  return first.done ? undefined : first.value
}

const samePlace = (name: string): Bilingual => ({
  vi: `--from và --to đều là ${name}; hãy chọn nơi khác cho --to.`,
  en: `--from and --to are both ${name}; choose another place for --to.`,
})

const vaultInUse = (name: string): Bilingual => ({
  vi: `${name} đã có kho khóa (vault) riêng, vì đã có chương trình chạy ở đó; hãy chọn nơi trống cho --to.`,
  en: `${name} has a vault of its own already, since some program has run there; choose an empty place for --to.`,
})

const anotherLog = (name: string): Bilingual => ({
  vi: `${name} có một sổ khác; hãy chọn nơi trống cho --to.`,
  en: `${name} holds another log; choose an empty place for --to.`,
})

const longer = (name: string, { head, sourceHead }: { readonly head: number; readonly sourceHead: number }): Bilingual => ({
  vi: `${name} có sổ này đến vị trí ${head}, dài hơn sổ nguồn (${sourceHead}), nên nó không phải bản sao; nếu sổ đã chuyển đến đó thì hãy đổi chỗ --from và --to để chép về.`,
  en: `${name} holds this log up to position ${head}, more than the source (${sourceHead}), so it is no copy of it; if the log has moved there, exchange --from and --to to copy back.`,
})

const forked = (name: string, position: number): Bilingual => ({
  vi: `${name} có sổ này nhưng khác sổ nguồn ở vị trí ${position}: hai nơi đã được ghi riêng; hãy chọn nơi trống cho --to.`,
  en: `${name} holds this log but differs from the source at position ${position}: both were written to; choose an empty place for --to.`,
})

const closedForAnother = (name: string, successor: string): Bilingual => ({
  vi: `sổ ở ${name} đã đóng và chuyển sang ${successor}; chỉ chép về từ đó (--from ${successor}).`,
  en: `the log at ${name} is closed and has moved to ${successor}; only that one can be copied here (--from ${successor}).`,
})
