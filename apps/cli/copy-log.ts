import type { Bilingual } from '#domain'
import type { VaultDigest } from '#vault'
import { LogComparison, type LogDigest } from './copy-log-comparison.js'
import { copyDeliveries } from './copy-log-deliveries.js'
import type { CopyPlace } from './copy-log-place.js'
import { takeTarget } from './copy-log-target.js'
import { compareVaults, copyVault, isSameVault } from './copy-log-vault.js'
import { OperatorError } from './explain.js'

/** Told the position reached and where it goes; the end moves on when a server goes on appending to the source. */
export type OnCopyProgress = (work: 'copy' | 'compare', position: number, end: number) => void

export interface CopyOptions {
  /** The last step: the source takes no more commits, and the target does. */
  readonly close: boolean
  readonly onProgress?: OnCopyProgress | undefined
}

/** What was found on a side when all was compared. */
export interface ComparedSide extends LogDigest {
  readonly incarnation: string
  readonly vault: VaultDigest
}

export interface Copied {
  readonly from: string
  readonly to: string
  /** Events that this run stored in the target. */
  readonly copiedEvents: number
  readonly source: ComparedSide
  readonly target: ComparedSide
  /** Whether the target has taken the source's place. */
  readonly isMoved: boolean
}

/** Fewer new events than this, and the source can be closed: what is left takes no time worth speaking of. */
const fewEvents = 1_000
/** A source that grows faster than it is copied is never caught up with. */
const mostRounds = 20

/**
 * Copies log and vault of one place to another, goes on where an earlier copying ended, and compares both; who is sent
 * what, and how far it got, goes along when the source is closed. While it lasts
 * the target is closed, its successor the source: nobody can write there what would not be in the source.
 */
export const copyLog = async (source: CopyPlace, target: CopyPlace, options: CopyOptions): Promise<Copied> => {
  const { isLive, head: before } = await takeTarget(source, target)
  const copying = new Copying(source, target, options.onProgress)
  const copied = (reached: number, compared: Compared, isMoved: boolean): Copied => ({ from: source.name, to: target.name, copiedEvents: reached - before, ...compared, isMoved })
  if (isLive) return copied(before, await copying.compare(before), true)
  const reached = await copying.catchUp(before)
  // Compared before the source is closed, so that it rests only for the little that came last.
  const compared = await copying.compare(reached)
  refuseVaultOfItsOwn(target.name, compared)
  if (!options.close) return copied(reached, compared, false)
  const end = await source.log.closeFor(target.name)
  await copying.copyUpTo(end)
  const closed = await copying.compare(end)
  refuseDifferent(closed)
  await copyDeliveries(source.deliveries, target.deliveries)
  await target.log.reopen()
  return copied(end, closed, true)
}

type Compared = Pick<Copied, 'source' | 'target'>

class Copying {
  readonly #comparison: LogComparison

  constructor(private readonly source: CopyPlace, private readonly target: CopyPlace, private readonly onProgress: OnCopyProgress = () => undefined) {
    this.#comparison = new LogComparison(source.log, target.log, (position, end) => this.onProgress('compare', position, end))
  }

  /** Copies again and again until little more has come meanwhile; answers the position reached. */
  async catchUp(before: number): Promise<number> {
    let reached = before
    for (let round = 0; round < mostRounds; round += 1) {
      const head = await this.source.log.head()
      await this.copyUpTo(head)
      const newEvents = head - reached
      reached = head
      if (newEvents < fewEvents) break
    }
    return reached
  }

  /** A key is in the vault before an event that uses it is in the log: so up to a head seen before, a copied vault has them all. */
  async copyUpTo(head: number): Promise<void> {
    await copyVault(this.source.vault, this.target.vault)
    const { log } = this.target
    let position = await log.head()
    if (position >= head) return
    for await (const batch of this.source.log.storedCommits(position)) {
      const commits = batch.filter(({ firstPosition }) => firstPosition <= head)
      if (commits.length > 0) await log.appendStored(commits)
      position += commits.reduce((sum, { events }) => sum + events.length, 0)
      this.onProgress('copy', position, head)
      if (position >= head) return
    }
  }

  /** Every commit up to a position, further than before where it was compared already, and the vaults. */
  async compare(end: number): Promise<Compared> {
    const logs = await this.#comparison.upTo(end)
    const vaults = await compareVaults(this.source.vault, this.target.vault)
    const [incarnation, targetIncarnation] = await Promise.all([this.source.log.incarnation(), this.target.log.incarnation()])
    return {
      source: { ...logs.source, incarnation, vault: vaults.source },
      target: { ...logs.target, incarnation: targetIncarnation, vault: vaults.target },
    }
  }
}

const vaultsOf = ({ source, target }: Compared) => ({ source: source.vault, target: target.vault })

/** Rows that the source doesn't have: of a vault that somebody wrote to after the log had moved away. */
const refuseVaultOfItsOwn = (name: string, compared: Compared): void => {
  const { source, target } = vaultsOf(compared)
  if (target.rows > source.rows) throw new OperatorError(vaultOfItsOwn(name, target.rows - source.rows))
}

/** The commits were compared one by one; the vault may have been written to until now. */
const refuseDifferent = (compared: Compared): void => {
  if (compared.source.incarnation !== compared.target.incarnation || !isSameVault(vaultsOf(compared))) throw new OperatorError(vaultNotStill)
}

const vaultOfItsOwn = (name: string, rows: number): Bilingual => ({
  vi: `kho khóa (vault) ở ${name} có ${rows} dòng mà nguồn không có, vì nó từng được ghi riêng; hãy chọn nơi trống khác cho --to.`,
  en: `the vault at ${name} holds ${rows} rows that the source does not, since it was written to by itself; choose another, empty place for --to.`,
})

const vaultNotStill: Bilingual = {
  vi: 'sổ nguồn đã đóng, nhưng kho khóa (vault) của nó vẫn đang được ghi; bản sao còn đóng. Hãy dừng máy chủ của sổ nguồn rồi chạy lại đúng lệnh này.',
  en: 'the source is closed, but its vault is still being written to; the copy stays closed. Stop the server of the source and run the same command again.',
}
