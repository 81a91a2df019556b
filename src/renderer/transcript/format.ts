const formats = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>()

function dates(language: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`
  const known = formats.get(key)
  if (known instanceof Intl.DateTimeFormat) return known
  const made = new Intl.DateTimeFormat(language, options)
  formats.set(key, made)
  return made
}

function numbers(language: string, name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${name}`
  const known = formats.get(key)
  if (known instanceof Intl.NumberFormat) return known
  const made = new Intl.NumberFormat(language, options)
  formats.set(key, made)
  return made
}

/** The language for dates: the system's own habits where they are of the language that is shown. */
export function dateLanguage(language: string, locale: string): string {
  const key = `${language} ${locale}`
  const known = dateLanguages.get(key)
  if (known !== undefined) return known
  const same = language.split('-')[0] === locale.split('-')[0]
  const found = same && Intl.DateTimeFormat.supportedLocalesOf([locale]).length > 0 ? locale : language
  dateLanguages.set(key, found)
  return found
}

/** Whatever shows a date or a number asks for it each time anything changes. */
const dateLanguages = new Map<string, string>()

/** Hour and minute. */
export function timeLabel(at: number, language: string): string {
  return dates(language, 'time', { hour: 'numeric', minute: '2-digit' }).format(at)
}

/** Day and time in full, for what is asked for. */
export function momentLabel(at: number, language: string): string {
  return dates(language, 'moment', { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

/** A day: its weekday when it was within the last six days, else its date. */
export function dayLabel(at: number, now: number, language: string): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000)
  if (days > 1 && days < 7) return capital(dates(language, 'weekday', { weekday: 'long' }).format(at))
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  const options: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' }
  return capital(
    sameYear
      ? dates(language, 'day', options).format(at)
      : dates(language, 'year', { day: 'numeric', month: 'long', year: 'numeric' }).format(at),
  )
}

/** The first moment of the local day of a time. */
export function startOfDay(at: number): number {
  const date = new Date(at)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

/** A length of time as one reads it: `< 0.1 s`, `0.4 s`, `8.4 s`, `42 s`, `2 min 5 s`, `1 h 4 min`. */
export function durationLabel(ms: number, language: string): string {
  const seconds = Math.max(0, ms) / 1000
  // "0.0 s" would say that it took no time.
  if (seconds < 0.05) return `< ${durationLabel(100, language)}`
  if (seconds < 9.95) {
    return `${numbers(language, 'one', { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(seconds)} s`
  }
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`
  return minutes % 60 === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A length of time in whole seconds: `3 s`, `1 min 5 s`. */
export function secondsLabel(ms: number, language: string): string {
  return durationLabel(Math.max(1, Math.round(ms / 1000)) * 1000, language).replace(/[.,]0(?= s$)/, '')
}

/** A number with its groups. */
export function countLabel(count: number, language: string): string {
  return numbers(language, 'count', { maximumFractionDigits: 0 }).format(count)
}

/** A number that may have a fraction, as far as it tells something: `3`, `0.33`, `0.0042`. */
export function amountLabel(amount: number, language: string): string {
  return numbers(language, 'amount', { maximumSignificantDigits: 3 }).format(amount)
}

/** A number of tokens in short: `840`, `24.1k`, `1.2M`. */
export function shortCount(count: number, language: string): string {
  const one = numbers(language, 'short', { maximumFractionDigits: 1 })
  if (count < 1_000) return one.format(count)
  return count < 999_950 ? `${one.format(count / 1_000)}k` : `${one.format(count / 1_000_000)}M`
}

/** A share as a whole per cent. */
export function percentLabel(share: number, language: string): string {
  return numbers(language, 'percent', { style: 'percent', maximumFractionDigits: 0 }).format(share)
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}
