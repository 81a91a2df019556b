const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

const formats = new Map<string, Intl.NumberFormat>()

/** A formatter is slow to make and quick to use, and a table has hundreds of sizes: one for each language and shape. */
function format(language: string, unit: (typeof units)[number], digits: 0 | 1): Intl.NumberFormat {
  const key = `${language} ${unit} ${digits}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    // A lone `byte` has no plural in short.
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: digits,
  })
  formats.set(key, made)
  return made
}

/** A size in bytes as a person reads it: "512 bytes", "19 kB", "4.6 MB". */
export function sizeLabel(bytes: number, language: string): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return format(language, units[unit] ?? 'byte', value < 10 && unit > 1 ? 1 : 0).format(value)
}
