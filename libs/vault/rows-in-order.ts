import { vaultRowKinds, type VaultRow, type VaultRowKind } from './movable-vault.js'

/** Some rows of a kind, those next after a name; none where there are no more. */
type Page = (kind: VaultRowKind, after: string) => VaultRow[] | Promise<VaultRow[]>

/** Every row in batches, by kind and name. */
export async function* rowsInOrder(page: Page): AsyncGenerator<VaultRow[]> {
  for (const kind of vaultRowKinds) {
    for (let after = ''; ; ) {
      const rows = await page(kind, after)
      const last = rows.at(-1)
      if (!last) break
      yield rows
      after = last.name
    }
  }
}
