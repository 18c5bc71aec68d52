/** Apostrophes stand inside syllables of minority names (H'Mông, K’Sơn) and are typed or left out at will. */
const apostrophes = /['’‘ʼ`´]/gu

/**
 * Text as it is compared in searches: lower case, without diacritics (hoà = hòa = hoa, đ = d), words separated by
 * one space. Folding folded text changes nothing. Stored rows hold folded text: after a change here, rebuild them.
 */
export const foldText = (text: string): string =>
  text
    .replace(apostrophes, '')
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/gu, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The folded words of a text, none when it has no letters or digits. */
export const foldedWords = (text: string): string[] => foldText(text).split(' ').filter(Boolean)
