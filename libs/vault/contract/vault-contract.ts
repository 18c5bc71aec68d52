import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { InvalidCitizenNumber, SealBroken, SubjectForgotten } from '../errors.js'
import type { VaultWithNames } from '../name-search.js'
import type { SealedValue } from '../vault.js'
import { OtherProcess } from './other-process.js'
import { openVaultAt } from './vault-under-test.js'
import type { VaultUnderTest } from './vault-under-test.js'

const forgotten = { forgotten: true }

/** What every store of the vault promises. */
export const describeVault = (store: VaultUnderTest): void => {
  describe(`the vault on ${store.title}`, () => {
    let place: string
    let vault: VaultWithNames
    const others: OtherProcess[] = []

    beforeEach(async () => {
      place = await store.newPlace()
      vault = await openVaultAt(store, place)
    })
    afterEach(async () => {
      await Promise.all(others.splice(0).map((other) => other.stop()))
      await vault.close()
      await store.removePlace(place)
    })

    const otherProcess = async (): Promise<OtherProcess> => {
      const other = await OtherProcess.start(store, place)
      others.push(other)
      return other
    }
    const sealOne = async (value: unknown, key = 'person:1', at = 'event-1/name'): Promise<SealedValue> => {
      const [sealed] = await vault.seal([{ key, at, value }])
      if (!sealed) throw new Error('nothing was sealed')
      return sealed
    }
    const openOne = async (document: unknown): Promise<unknown> => (await vault.open([document]))[0]

    describe('sealing', () => {
      it('opens what was sealed, wherever it stands in a document', async () => {
        const name = await sealOne('Nông Thị Hoà')
        const pigs = await sealOne({ pigs: 3, kinds: ['móng cái'] }, 'household:1', 'event-1/note')
        expect(await vault.open([{ head: name, deep: [{ note: pigs }, null, 7] }])).toEqual([
          { head: 'Nông Thị Hoà', deep: [{ note: { pigs: 3, kinds: ['móng cái'] } }, null, 7] },
        ])
      })

      it('answers in the order of the input', async () => {
        const values = Array.from({ length: 1_200 }, (_, at) => ({ key: `person:${at % 7}`, at: `e/${at}`, value: at }))
        const sealed = await vault.seal(values)
        expect(sealed.map(({ at }) => at)).toEqual(values.map(({ at }) => at))
        expect(await vault.open(sealed)).toEqual(values.map(({ value }) => value))
      })

      it('opens any JSON again', async () => {
        await fc.assert(
          fc.asyncProperty(fc.jsonValue({ noUnicodeString: false }), async (value) => {
            expect(await openOne(await sealOne(value))).toEqual(composed(value))
          }),
          { numRuns: 200 },
        )
      })

      it('brings text to NFC', async () => {
        expect(await openOne(await sealOne('Hoà'.normalize('NFD')))).toBe('Hoà'.normalize('NFC'))
      })

      it('seals the same value differently each time', async () => {
        expect((await sealOne('Ma Văn Páo')).sealed).not.toBe((await sealOne('Ma Văn Páo')).sealed)
      })

      it('gives documents without sealed values back equal, and changes none', async () => {
        const document = { name: 'xã Vạn Phú', list: [{ n: 1 }], nothing: null, sealed: 'not a seal' }
        expect(await openOne(document)).toEqual(document)
        const sealed = { ...document, sealedName: await sealOne('Hoà') }
        const before = structuredClone(sealed)
        expect(await openOne(sealed)).toEqual({ ...document, sealedName: 'Hoà' })
        expect(sealed).toEqual(before)
      })

      it('leaves alone what looks like a seal inside of one', async () => {
        const inner = { sealed: 'abc', key: 'person:9', at: 'x' }
        expect(await openOne(await sealOne(inner))).toEqual(inner)
      })

      it.each([
        ['moved to another place', (seal: SealedValue) => ({ ...seal, at: 'event-2/name' })],
        ['moved to another person', (seal: SealedValue) => ({ ...seal, key: 'person:2' })],
        ['of a person never met', (seal: SealedValue) => ({ ...seal, key: 'person:never' })],
        ['changed', (seal: SealedValue) => ({ ...seal, sealed: (seal.sealed.startsWith('A') ? 'B' : 'A') + seal.sealed.slice(1) })],
        ['cut short', (seal: SealedValue) => ({ ...seal, sealed: seal.sealed.slice(0, 20) })],
        ['emptied', (seal: SealedValue) => ({ ...seal, sealed: '' })],
      ])('refuses a seal that was %s', async (_what, forge) => {
        await sealOne('Lường Văn Chúc', 'person:2')
        const seal = await sealOne('Nguyễn Văn An')
        await expect(vault.open([forge(seal)])).rejects.toBeInstanceOf(SealBroken)
      })
    })

    describe('keys', () => {
      it('are durable before a sealed value is known to anybody', async () => {
        const other = await otherProcess()
        const values = Array.from({ length: 50 }, (_, at) => ({ key: `household:${at}`, at: `e/${at}`, value: `Xóm ${at}` }))
        const sealed = JSON.parse(await other.lastWords('sealThenDie', values)) as SealedValue[]
        expect(await vault.open(sealed)).toEqual(values.map(({ value }) => value))
      })

      it('are the same for two processes that meet a subject at once', async () => {
        const processes = [await otherProcess(), await otherProcess()]
        const subjects = Array.from({ length: 100 }, (_, index) => `person:${index}`)
        const sealed = await Promise.all(
          processes.flatMap((process) =>
            subjects.map((key) => process.ask<SealedValue[]>('seal', [{ key, at: 'event-1/name', value: key }])),
          ),
        )
        const expected = [...subjects, ...subjects]
        expect(await vault.open(sealed.flat())).toEqual(expected)
        for (const process of processes) expect(await process.ask('open', sealed.flat())).toEqual(expected)
      })

      it('differ between subjects: one cannot be opened as another', async () => {
        const seal = await sealOne('a', 'person:1', 'x')
        await sealOne('b', 'person:2', 'x')
        await expect(vault.open([{ ...seal, key: 'person:2' }])).rejects.toBeInstanceOf(SealBroken)
      })
    })

    describe('citizen numbers', () => {
      it('get the same random person id for ever, however they are written', async () => {
        const [first] = await vault.personIds(['019 095 000 123'])
        expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
        expect(await vault.personIds(['019095000123', '090123456', '019.095.000.123'])).toEqual([first, expect.not.stringMatching(String(first)), first])
        expect(await vault.findPersonId('019-095-000-123')).toBe(first)
      })

      it('are unknown until they were met', async () => {
        expect(await vault.findPersonId('019095000999')).toBeUndefined()
        expect(await vault.findPersonId('Nguyễn Văn An')).toBeUndefined()
      })

      it.each(['12345678', '1234567890', '01909500012a', '', '0190950001234'])('are refused when they are "%s"', async (text) => {
        await expect(vault.personIds(['019095000123', text])).rejects.toBeInstanceOf(InvalidCitizenNumber)
      })

      it('get one id from processes that meet them at once', async () => {
        const processes = [await otherProcess(), await otherProcess()]
        const numbers = Array.from({ length: 100 }, (_, index) => String(19_095_000_000 + index).padStart(12, '0'))
        const answers = await Promise.all(
          processes.map((process) => Promise.all(numbers.map((number) => process.ask<string[]>('personIds', [number])))),
        )
        const here = await vault.personIds(numbers)
        expect(new Set(here).size).toBe(numbers.length)
        for (const answer of answers) expect(answer.flat()).toEqual(here)
      })
    })

    describe('forgetting', () => {
      it('makes every sealed value of the subject unreadable, and no other', async () => {
        const [an, hoa] = [await sealOne('Nguyễn Văn An'), await sealOne('Nông Thị Hoà', 'person:2')]
        await vault.forget('person:1')
        expect(await openOne({ an, hoa })).toEqual({ an: forgotten, hoa: 'Nông Thị Hoà' })
      })

      it('lasts across a reopening', async () => {
        const seal = await sealOne('Nguyễn Văn An')
        await vault.forget('person:1')
        await vault.close()
        vault = await openVaultAt(store, place)
        expect(await openOne(seal)).toEqual(forgotten)
      })

      it('reaches a process that has the key in memory', async () => {
        const other = await otherProcess()
        const seal = await sealOne('Nguyễn Văn An')
        expect(await other.ask('open', [seal])).toEqual(['Nguyễn Văn An'])
        await vault.forget('person:1')
        expect(await other.ask('open', [seal])).toEqual([forgotten])
        await expect(other.ask('seal', [{ key: 'person:1', at: 'x', value: 1 }])).rejects.toThrow('SubjectForgotten')
      })

      it('refuses to seal anything more for the subject', async () => {
        await sealOne('Nguyễn Văn An')
        await vault.forget('person:1')
        await expect(sealOne('Nguyễn Văn An')).rejects.toBeInstanceOf(SubjectForgotten)
        expect(await openOne(await sealOne('Nông Thị Hoà', 'person:2'))).toBe('Nông Thị Hoà')
      })

      it('lets the same citizen number be somebody new', async () => {
        const [before] = await vault.personIds(['019095000123'])
        await vault.forget(`person:${before}`)
        expect(await vault.findPersonId('019095000123')).toBeUndefined()
        const [after] = await vault.personIds(['019095000123'])
        expect(after).not.toBe(before)
      })

      it('may be repeated, and may come before anything was sealed', async () => {
        await vault.forget('person:1')
        await vault.forget('person:1')
        await expect(sealOne('Nguyễn Văn An')).rejects.toBeInstanceOf(SubjectForgotten)
      })
    })

    describe('secrets, logs and actors', () => {
      it('gives every process the same secret of a name', async () => {
        const processes = [await otherProcess(), await otherProcess()]
        const secrets = await Promise.all(processes.map((process) => process.ask('secret', 'sessions')))
        const here = Buffer.from(await vault.secret('sessions'))
        expect(here).toHaveLength(32)
        expect(secrets).toEqual([here.toString('hex'), here.toString('hex')])
        expect(Buffer.from(await vault.secret('other')).equals(here)).toBe(false)
      })

      it('fingerprints a text the same way after a reopening', async () => {
        const before = vault.fingerprint('record-recovery')
        await vault.close()
        vault = await openVaultAt(store, place)
        expect(vault.fingerprint('record-recovery')).toBe(before)
        expect(before).toMatch(/^[0-9a-f]{64}$/)
        expect(vault.fingerprint('record-recovery ')).not.toBe(before)
      })

      it('knows the logs that it has the keys of', async () => {
        expect(await vault.logs()).toEqual([])
        await vault.addLog('one')
        await vault.addLog('one')
        await vault.close()
        vault = await openVaultAt(store, place)
        expect(await vault.logs()).toEqual(['one'])
      })

      it('knows the actors it was told of', async () => {
        const actor = { id: 'a-1', name: 'Triệu Thị Mai', role: 'commune-officer', unit: { codeSet: '2025-07', code: '5450' } }
        await vault.addActor(actor)
        await vault.addActor({ ...actor, name: 'Triệu Thị Mai Anh' })
        expect(await vault.findActor('a-1')).toEqual({ ...actor, name: 'Triệu Thị Mai Anh' })
        expect(await vault.findActor('a-2')).toBeUndefined()
      })
    })
  })
}

/** As JSON keeps it, its text in NFC. */
const composed = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_name, part: unknown) => (typeof part === 'string' ? part.normalize('NFC') : part))
