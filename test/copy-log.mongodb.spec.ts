import { describeCopying, newDatabases, newFolder } from './copy-log-cases.js'

describeCopying('copying a log from a folder to a MongoDB', newFolder, newDatabases)
describeCopying('copying a log from a MongoDB to a folder', newDatabases, newFolder)
