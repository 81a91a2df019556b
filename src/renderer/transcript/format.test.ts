import { describe, expect, it } from 'vitest'
import { dateLanguage, dayLabel, durationLabel, secondsLabel, shortCount } from './format.ts'

describe('durationLabel', () => {
  it.each([
    [40, '< 0.1 s'],
    [60, '0.1 s'],
    [8_400, '8.4 s'],
    [9_960, '10 s'],
    [59_400, '59 s'],
    [60_000, '1 min'],
    [125_000, '2 min 5 s'],
    [3_600_000, '1 h'],
    [3_840_000, '1 h 4 min'],
    [-5, '< 0.1 s'],
  ])('says %i ms as %s', (ms, label) => {
    expect(durationLabel(ms, 'en')).toBe(label)
  })

  it('uses the decimal sign of the language', () => {
    expect(durationLabel(8_400, 'pt-BR')).toBe('8,4 s')
  })
})

describe('secondsLabel', () => {
  it('knows whole seconds only, and no zero', () => {
    expect([200, 3_100, 61_000].map((ms) => secondsLabel(ms, 'en'))).toEqual(['1 s', '3 s', '1 min 1 s'])
  })
})

describe('shortCount', () => {
  it('shortens thousands and millions', () => {
    expect([840, 24_130, 128_000, 999_960].map((count) => shortCount(count, 'en'))).toEqual([
      '840',
      '24.1k',
      '128k',
      '1M',
    ])
  })
})

describe('dayLabel', () => {
  const now = new Date(2026, 10, 20, 9).getTime()
  it('names a day of this week by its weekday, others by their date', () => {
    expect(dayLabel(new Date(2026, 10, 17, 23).getTime(), now, 'en')).toBe('Tuesday')
    expect(dayLabel(new Date(2026, 9, 2).getTime(), now, 'en')).toBe('Friday, October 2')
    expect(dayLabel(new Date(2024, 9, 2).getTime(), now, 'en')).toBe('October 2, 2024')
    expect(dayLabel(new Date(2026, 10, 17).getTime(), now, 'pt-BR')).toBe('Terça-feira')
  })
})

describe('dateLanguage', () => {
  it("keeps the system's habits within the language, and leaves them for another one", () => {
    expect(dateLanguage('en', 'en-GB')).toBe('en-GB')
    expect(dateLanguage('pt-BR', 'en-GB')).toBe('pt-BR')
  })
})
