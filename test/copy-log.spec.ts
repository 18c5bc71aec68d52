import { describeCopying, newFolder } from './copy-log-cases.js'

describeCopying('copying a log from a folder to a folder', newFolder, newFolder)
