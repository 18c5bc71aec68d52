import { describe, expect, it } from '@jest/globals'
import { describeCopying, newFolder } from './copy-log-cases.js'
import { runCli } from './cli-process.js'

describeCopying('copying a log from a folder to a folder', newFolder, newFolder)

describe('copy-log', () => {
  it('tells no password that stands in a URI', async () => {
    const uri = 'mongodb://ngan:mat-khau@127.0.0.1:1/x?replicaSet=rs0'
    const { code, stdout, stderr } = await runCli('copy-log', '--from', uri, '--to', uri)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('127.0.0.1:1/x')
    expect(stderr).not.toContain('mat-khau')
  })
})
