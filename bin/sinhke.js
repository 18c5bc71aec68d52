#!/usr/bin/env node
import { existsSync } from 'node:fs'

const program = new URL('../dist/apps/cli/main.js', import.meta.url)
if (existsSync(program)) await import(program.href)
else {
  console.error('Chưa biên dịch: hãy chạy "npm run build" trước / not built yet: run "npm run build" first')
  process.exitCode = 1
}
