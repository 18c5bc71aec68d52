import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { VaultRowDiffers } from '../errors.js'
import { vaultRowKinds } from '../movable-vault.js'
import type { MovableVault, VaultRow } from '../movable-vault.js'
import type { VaultWithNames } from '../name-search.js'
import type { SealedValue } from '../vault.js'
import { openMovableVaultAt, openVaultAt } from './vault-under-test.js'
import type { VaultUnderTest } from './vault-under-test.js'

/** More than a batch. */
const subjects = 1_100
const citizenNumbers = ['019095000123', '019095000124', '090123456']

/** What is promised of a vault that moves from one store to another, or from one place to another. */
export const describeMovableVault = (from: VaultUnderTest, to: VaultUnderTest): void => {
  describe(`a vault that moves from ${from.title} to ${to.title}`, () => {
    let sourcePlace: string
    let targetPlace: string
    let filled: Filled

    beforeEach(async () => {
      sourcePlace = await from.newPlace()
      targetPlace = await to.newPlace()
      filled = await using(openVaultAt(from, sourcePlace), fill)
    })
    afterEach(async () => {
      await from.removePlace(sourcePlace)
      await to.removePlace(targetPlace)
    })

    const inSource = <T>(work: (vault: MovableVault) => Promise<T>): Promise<T> => using(openMovableVaultAt(from, sourcePlace), work)
    const inTarget = <T>(work: (vault: MovableVault) => Promise<T>): Promise<T> => using(openMovableVaultAt(to, targetPlace), work)
    const move = (): Promise<void> => inSource((source) => inTarget((target) => copy(source, target)))
    const rowsOfSource = (): Promise<VaultRow[]> => inSource(allRows)

    it('is the same vault there: seals, person ids, fingerprints, secrets, actors, logs, and who is forgotten', async () => {
      await move()
      const there = await using(openVaultAt(to, targetPlace), answersOf(filled))
      expect(there).toEqual(await using(openVaultAt(from, sourcePlace), answersOf(filled)))
      expect(there.opened.slice(0, 4)).toEqual(['Người thứ 0', 'Người thứ 1', 'Người thứ 2', { forgotten: true }])
    })

    it('leaves the search by name behind: there it is filled from the log, from the beginning', async () => {
      await move()
      const search = await using(openVaultAt(to, targetPlace), async ({ names }) => [await names.checkpoint(), (await names.find({ limit: 1 })).households])
      expect(search).toEqual([0, []])
    })

    it('has the same digest at both ends, and another one as soon as anything differs', async () => {
      await move()
      const digest = await inSource((source) => source.digest())
      expect(await inTarget((target) => target.digest())).toEqual(digest)
      expect(digest.rows).toBe((await rowsOfSource()).length)
      await using(openVaultAt(to, targetPlace), (vault) => vault.seal([{ key: 'person:late', at: 'e/name', value: 'Ma Văn Páo' }]))
      expect(await inTarget((target) => target.digest())).not.toEqual(digest)
    })

    it('has rows of every kind, in order, none twice', async () => {
      const rows = await rowsOfSource()
      expect([...new Set(rows.map(({ kind }) => kind))]).toEqual(vaultRowKinds)
      for (const kind of vaultRowKinds) {
        const names = rows.filter((row) => row.kind === kind).map(({ name }) => name)
        expect(names).toEqual([...new Set(names)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
      }
    })

    it('finds a new target empty, and leaves it so until the first row', async () => {
      expect(await inTarget((target) => target.isEmpty())).toBe(true)
      expect(await inTarget((target) => target.isEmpty())).toBe(true)
      await move()
      expect(await inTarget((target) => target.isEmpty())).toBe(false)
    })

    it('goes on after it broke off, and may be repeated', async () => {
      const rows = await rowsOfSource()
      await inTarget((target) => target.importRows(rows.slice(0, 700)))
      await inTarget((target) => target.importRows(rows.slice(300, 900)))
      await move()
      await move()
      expect(await inTarget(allRows)).toEqual(rows)
    })

    it('refuses a target that is a vault of its own, and writes nothing there', async () => {
      await using(openVaultAt(to, targetPlace), (vault) => vault.secret('sessions'))
      const before = await inTarget(allRows)
      await expect(move()).rejects.toBeInstanceOf(VaultRowDiffers)
      expect(await inTarget(allRows)).toEqual(before)
    })

    it.each(vaultRowKinds.filter((kind) => kind !== 'log' && kind !== 'actor'))('refuses a %s that is there with other content, and writes none of its batch', async (kind) => {
      await move()
      const before = await inTarget(allRows)
      const row = before.findLast((one) => one.kind === kind)
      if (!row) throw new Error(`there is no ${kind}`)
      const batch: VaultRow[] = [{ kind: 'log', name: 'another', content: '' }, { ...row, content: `${row.content.slice(1)}AAAA` }]
      await expect(inTarget((target) => target.importRows(batch))).rejects.toBeInstanceOf(VaultRowDiffers)
      expect(await inTarget(allRows)).toEqual(before)
    })

    it('takes over an actor who was renamed after a first attempt', async () => {
      await move()
      await using(openVaultAt(from, sourcePlace), (vault) => vault.addActor({ id: 'a-1', name: 'Triệu Thị Mai Anh', role: 'commune-officer' }))
      await move()
      expect(await inTarget(allRows)).toEqual(await rowsOfSource())
    })

    it('forgets there too whom the source forgot after a first attempt', async () => {
      await move()
      const [personId = ''] = await using(openVaultAt(from, sourcePlace), (vault) => vault.personIds(citizenNumbers.slice(0, 1)))
      await using(openVaultAt(from, sourcePlace), (vault) => vault.forget(`person:${personId}`))
      await using(openVaultAt(from, sourcePlace), (vault) => vault.forget('person:7'))
      await move()
      expect(await inTarget(allRows)).toEqual(await rowsOfSource())
    })

    it('does not bring back a key that the target has destroyed', async () => {
      await move()
      await using(openVaultAt(to, targetPlace), (vault) => vault.forget('person:7'))
      const before = await inTarget(allRows)
      await expect(move()).rejects.toBeInstanceOf(VaultRowDiffers)
      expect(await inTarget(allRows)).toEqual(before)
    })

    it('moves back with what happened there, to where it came from', async () => {
      await move()
      await using(openVaultAt(to, targetPlace), async (vault) => {
        await vault.forget('person:7')
        await vault.seal([{ key: 'person:new', at: 'e/name', value: 'Giàng A Páo' }])
        await vault.personIds(['019095000999'])
      })
      await inTarget((target) => inSource((source) => copy(target, source)))
      expect(await rowsOfSource()).toEqual(await inTarget(allRows))
      const [seal] = filled.sealed.filter(({ key }) => key === 'person:7')
      expect(await using(openVaultAt(from, sourcePlace), (vault) => vault.open([seal]))).toEqual([{ forgotten: true }])
    })

    it('tells processes there of who is forgotten after the move', async () => {
      await move()
      const [one, other] = [await openVaultAt(to, targetPlace), await openVaultAt(to, targetPlace)]
      const [seal] = filled.sealed.filter(({ key }) => key === 'person:7')
      expect(await other.open([{ name: seal }])).toEqual([{ name: 'Người thứ 7' }])
      await one.forget('person:7')
      expect(await other.open([{ name: seal }])).toEqual([{ name: { forgotten: true } }])
      await one.close()
      await other.close()
    })
  })
}

interface Filled {
  readonly sealed: readonly SealedValue[]
}

const fill = async (vault: VaultWithNames): Promise<Filled> => {
  const values = Array.from({ length: subjects }, (_, index) => ({ key: `person:${index}`, at: `e-${index}/name`, value: `Người thứ ${index}` }))
  const sealed = await vault.seal([...values, { key: 'household:Hộ số 1', at: 'e/note', value: 'Xóm Vạn Phú' }])
  const [, second = ''] = await vault.personIds(citizenNumbers)
  await vault.secret('sessions')
  await vault.addActor({ id: 'a-1', name: 'Triệu Thị Mai', role: 'commune-officer', unit: { codeSet: '2025-07', code: '5450' } })
  await vault.addActor({ id: 'a-2', name: 'Nông Văn Páo', role: 'auditor' })
  await vault.addLog('an incarnation')
  await vault.names.save([{ householdId: 'h', unit: { codeSet: '2025-07', code: '5450' }, people: [{ personId: '3', name: 'Người thứ 3', isHead: true }] }], 9)
  await vault.forget('person:5')
  await vault.forget(`person:${second}`)
  await vault.forget('person:3')
  return { sealed }
}

/** Whatever a vault answers that has to be the same wherever it is. */
const answersOf = ({ sealed }: Filled) => async (vault: VaultWithNames) => ({
  opened: await vault.open(sealed),
  personIds: await Promise.all(citizenNumbers.map((number) => vault.findPersonId(number))),
  fingerprint: vault.fingerprint('record-recovery'),
  secret: Buffer.from(await vault.secret('sessions')).toString('hex'),
  actors: [await vault.findActor('a-1'), await vault.findActor('a-2')],
  logs: await vault.logs(),
})

const copy = async (source: MovableVault, target: MovableVault): Promise<void> => {
  for await (const rows of source.exportRows()) await target.importRows(rows)
}

const allRows = async (vault: MovableVault): Promise<VaultRow[]> => {
  const all: VaultRow[] = []
  for await (const rows of vault.exportRows()) all.push(...rows)
  return all
}

const using = async <V extends { close(): Promise<void> }, T>(opening: Promise<V>, work: (vault: V) => Promise<T>): Promise<T> => {
  const vault = await opening
  try {
    return await work(vault)
  } finally {
    await vault.close()
  }
}
