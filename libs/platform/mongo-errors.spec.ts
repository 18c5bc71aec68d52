import { describe, expect, it } from '@jest/globals'
import { MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError, MongoTopologyClosedError } from 'mongodb'
import { isOutOfReach } from './mongo-errors.js'
import { NoAnswer } from './within.js'

const labelled = (label: string) => {
  const error = new MongoError('of the driver')
  error.addErrorLabel(label)
  return error
}

describe('an error of MongoDB', () => {
  it.each([
    ['a late answer', new NoAnswer('late')],
    ['no connection', new MongoNetworkError('cut')],
    ['no primary', new MongoServerSelectionError('none', {} as never)],
    ['a client that was closed by its first connecting', new MongoTopologyClosedError()],
    ['a server that is no primary any more', new MongoServerError({ message: 'not primary', code: 10_107 })],
    ['what the driver calls transient', labelled('TransientTransactionError')],
  ])('says that the server is out of reach where it is %s', (_, error) => {
    expect(isOutOfReach(error)).toBe(true)
  })

  it.each([
    ['a key that is there', new MongoServerError({ message: 'duplicate', code: 11_000 })],
    ['a missing right', new MongoServerError({ message: 'unauthorized', code: 13 })],
    ['a label of another kind', labelled('HandshakeError')],
    ['a bug', new TypeError('undefined is not a function')],
    ['no error', undefined],
  ])('does not say so where it is %s', (_, error) => {
    expect(isOutOfReach(error)).toBe(false)
  })
})
