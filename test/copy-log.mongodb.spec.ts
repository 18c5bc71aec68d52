import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openMongo, type MongoConnection } from '#platform'
import { copyLog } from '../apps/cli/copy-log.js'
import { appNameFor, openSource, openTarget } from '../apps/cli/copy-log-place.js'
import { storedCommitsOf } from '../libs/event-log/contract/moving-promises.js'
import { toyCommit } from '../libs/event-log/contract/toy-commit.js'
import { describeCopying, layPlace, newDatabases, newFolder, type Address } from './copy-log-cases.js'

describeCopying('copying a log from a folder to a MongoDB', newFolder, newDatabases)
describeCopying('copying a log from a MongoDB to a folder', newDatabases, newFolder)

describe('copying to a MongoDB', () => {
  let [from, to]: Address[] = []
  let other: MongoConnection | undefined
  beforeEach(async () => {
    ;[from, to] = [await newFolder(), await newDatabases()]
  })
  afterEach(async () => {
    await other?.close()
    await Promise.all([from?.remove(), to?.remove()])
  })

  it('does not wait for the transaction of a copying that was killed in the midst of it', async () => {
    const [source, target] = [from?.address ?? '', to?.address ?? '']
    await layPlace(source)
    const place = await openSource(source)
    const copy = async () => {
      const copied = await openTarget(target)
      try {
        await copyLog(place, copied, { close: false })
        return await storedCommitsOf(copied.log)
      } finally {
        await copied.close()
      }
    }
    await place.log.append(toyCommit([['a']]))
    await copy()
    // Nobody ends it: the process that began it is gone, as far as the server knows.
    other = openMongo(target, { appName: appNameFor(target) })
    const session = other.client.startSession()
    session.startTransaction()
    await other.database('log').collection('commits').deleteMany({ movedTo: { $exists: true } }, { session })
    await place.log.append(toyCommit([['a']]))
    expect(await copy()).toEqual(await storedCommitsOf(place.log))
    await expect(session.commitTransaction()).rejects.toThrow('aborted')
    await session.endSession()
    await place.close()
  })
})
