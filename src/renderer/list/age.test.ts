import { describe, expect, it } from 'vitest'
import { createTranslate } from '../../shared/strings/translate.ts'
import { ageLabel } from './age.ts'

const en = createTranslate('en')
const pt = createTranslate('pt-BR')
// A Friday afternoon.
const now = new Date(2026, 10, 20, 15, 0).getTime()
const minute = 60_000
const hour = 60 * minute

function at(year: number, month: number, date: number): number {
  return new Date(year, month - 1, date, 9).getTime()
}

describe('ageLabel', () => {
  it.each([
    [now + 5000, 'now'],
    [now - 59_000, 'now'],
    [now - minute, '1 m'],
    [now - 14 * minute, '14 m'],
    [now - 59 * minute, '59 m'],
    [now - 2 * hour, '2 h'],
    [now - 14 * hour, '14 h'],
    [at(2026, 11, 19), 'Thu'],
    [at(2026, 11, 14), 'Sat'],
    [at(2026, 11, 13), '13 Nov'],
    [at(2026, 1, 2), '2 Jan'],
    [at(2025, 11, 16), 'Nov 2025'],
  ])('says how long ago %d was', (time, label) => {
    expect(ageLabel(time, now, 'en', en)).toBe(label)
  })

  it('speaks Portuguese, without points', () => {
    expect(ageLabel(now, now, 'pt-BR', pt)).toBe('agora')
    expect(ageLabel(at(2026, 11, 19), now, 'pt-BR', pt)).toBe('qui')
    expect(ageLabel(at(2026, 11, 2), now, 'pt-BR', pt)).toBe('2 nov')
    expect(ageLabel(at(2025, 11, 16), now, 'pt-BR', pt)).toBe('nov de 2025')
  })

  it('gives minutes across midnight', () => {
    const night = new Date(2026, 10, 20, 0, 10).getTime()
    expect(ageLabel(night - 20 * minute, night, 'en', en)).toBe('20 m')
    expect(ageLabel(night - 3 * hour, night, 'en', en)).toBe('Thu')
  })
})
