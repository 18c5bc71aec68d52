/** The digits of a citizen number (12, or 9 on old cards), or undefined when the text is not one. */
export const normalizeCitizenNumber = (text: string): string | undefined => {
  const digits = text.normalize('NFKC').replace(/[\s.\-_]/gu, '')
  return /^(\d{9}|\d{12})$/.test(digits) ? digits : undefined
}
