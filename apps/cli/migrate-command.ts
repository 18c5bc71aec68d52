import { Command } from 'commander'
import { placeName } from '#platform'
import { Runtime } from '#runtime'
import { placeOf, withCommonOptions, withExamples, type CommonOptions } from './options.js'
import { printJson, printLine } from './print.js'

export const migrateCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('migrate'))
      .description('tạo bộ sưu tập và chỉ mục còn thiếu trong MongoDB; chạy lại không đổi gì / make what is missing in MongoDB; again it changes nothing')
      .action((options: CommonOptions) => runMigrate(options)),
    ['MONGODB_URI=mongodb://127.0.0.1:27017/sinhke sinhke migrate', 'sinhke migrate --json'],
  )

const runMigrate = async (options: CommonOptions): Promise<void> => {
  const place = placeOf(options)
  const made = await Runtime.migrate(place)
  if (options.json) return printJson({ place: placeName(place), made })
  for (const name of made) printLine(options.lang === 'vi' ? `Đã tạo ${name}` : `Made ${name}`)
  printLine(closingLine(made.length, placeName(place), place.mongodbUri === undefined)[options.lang])
}

const closingLine = (made: number, place: string, isInFiles: boolean) => {
  if (isInFiles) return { vi: `${place}: tệp tự tạo bảng khi được mở; không có gì phải làm.`, en: `${place}: files make their tables when they are opened; nothing to do.` }
  if (made === 0) return { vi: `${place}: đã đủ, không có gì phải làm.`, en: `${place}: all is there, nothing to do.` }
  return { vi: `${place}: xong, có thể chạy máy chủ.`, en: `${place}: done, servers can start.` }
}
