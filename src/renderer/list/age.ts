import type { Translate } from '../../shared/strings/translateWith.ts'
import { startOfDay } from './order.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const formats = new Map<string, Intl.DateTimeFormat>()

/** A formatter is slow to make and quick to use: one for each language and shape. */
function format(language: string, shape: 'weekday' | 'day' | 'year'): Intl.DateTimeFormat {
  const key = `${language} ${shape}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(language, options[shape])
  formats.set(key, made)
  return made
}

const options = {
  weekday: { weekday: 'short' },
  day: { day: 'numeric', month: 'short' },
  year: { month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/** How long ago, as short as a row needs it: "now", "14 m", "2 h", a weekday within the week, then a date. */
export function ageLabel(time: number, now: number, language: string, t: Translate): string {
  const age = now - time
  if (age < minute) return t('age.now')
  if (age < hour) return t('age.minutes', { n: Math.floor(age / minute) })
  const today = startOfDay(now)
  if (time >= today) return t('age.hours', { n: Math.floor(age / hour) })
  const days = Math.round((today - startOfDay(time)) / day)
  if (days < 7) return short(format(language, 'weekday').format(time))
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  if (!sameYear) return short(format(language, 'year').format(time))
  // "16 Nov" in every language: the day is what one looks for.
  const parts = format(language, 'day').formatToParts(time)
  const value = (type: 'day' | 'month'): string => parts.find((part) => part.type === type)?.value ?? ''
  return `${value('day')} ${short(value('month'))}`
}

/** Portuguese abbreviations end in a point, which a narrow column has no room for. */
function short(text: string): string {
  return text.replaceAll('.', '')
}
