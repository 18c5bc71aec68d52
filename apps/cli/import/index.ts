// The import: CSV files of officers become commands, by templates that are made from the commands themselves.
// It must never decide anything, nor look anything up: a row's number says which command and which thing is meant.
export * from './cell.js'
export * from './csv-problem.js'
export * from './import-actor.js'
export * from './import-run.js'
export * from './shape.js'
export * from './template-csv.js'
export * from './template.js'
