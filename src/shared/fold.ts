/** Text as it is compared where accents and case make no difference. */
export function fold(text: string): string {
  // Most texts need no taking apart, which is what takes the time over ten thousand of them.
  if (/^[\x20-\x7e\n]*$/u.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
}
