import { Chance } from './chance.js'

/** Families and given names that no household of the sample has. */
const families = ['Vũ', 'Phùng', 'Tạ', 'Đỗ', 'Cao', 'Mai', 'Kiều', 'Quách', 'Thái', 'Doãn', 'Tống', 'La', 'Khúc', 'Đoàn', 'Hà', 'Lại', 'Thân', 'Giang', 'Ninh', 'Từ']
const given = ['Quốc Bảo', 'Gia Khánh', 'Hữu Phước', 'Minh Quang', 'Thế Vinh', 'Đức Tuệ', 'Bích Ngọc', 'Hồng Vân', 'Trung Kiên', 'Anh Thư', 'Nhật Minh', 'Kim Oanh']

/** The names of as many officials, all different. */
export const officialNames = (count: number): string[] => new Chance('officials').shuffled(families.flatMap((family) => given.map((name) => `${family} ${name}`))).slice(0, count)
