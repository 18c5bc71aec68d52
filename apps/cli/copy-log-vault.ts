import type { MovableVault, VaultDigest } from '#vault'

export interface ComparedVaults {
  readonly source: VaultDigest
  readonly target: VaultDigest
}

/** Tried so often where a server goes on making keys while both are read. */
const mostTries = 5

/** Everything that the source's vault holds; what is there already must be the same. */
export const copyVault = async (source: MovableVault, target: MovableVault): Promise<void> => {
  for await (const rows of source.exportRows()) await target.importRows(rows)
}

/** Both digests; what the source's vault has got while it was read is copied and looked at again. */
export const compareVaults = async (source: MovableVault, target: MovableVault): Promise<ComparedVaults> => {
  for (let attempt = 1; ; attempt += 1) {
    const compared = { target: await target.digest(), source: await source.digest() }
    if (isSameVault(compared) || attempt === mostTries) return compared
    await copyVault(source, target)
  }
}

export const isSameVault = ({ source, target }: ComparedVaults): boolean => source.sha256 === target.sha256
