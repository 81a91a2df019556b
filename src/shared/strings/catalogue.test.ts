import { describe, expect, it } from 'vitest'
import { errorCodes } from '../errors.ts'
import { areas, catalogue, wordsOf } from './catalogue.ts'
import { resolveLanguage } from './language.ts'
import { createTranslate } from './translate.ts'

type Texts = Readonly<Record<string, { readonly en: string; readonly pt: string }>>
const all: Texts = catalogue

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).sort()
}

describe('the catalogue', () => {
  it('has every key in one area only', () => {
    const keys = Object.values(areas).flatMap((area) => Object.keys(area))
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  it('has every text in both languages, with the same placeholders', () => {
    const broken = Object.entries(all).filter(
      ([, { en, pt }]) => en.trim() === '' || pt.trim() === '' || placeholders(en).join() !== placeholders(pt).join(),
    )
    expect(broken).toEqual([])
  })

  it('has both plural forms of whatever has one, and never a key that is also a plural', () => {
    for (const key of Object.keys(all)) {
      const base = /^(.*)_(one|other)$/.exec(key)?.[1]
      if (base === undefined) continue
      expect(all).toHaveProperty([`${base}_one`])
      expect(all).toHaveProperty([`${base}_other`])
      expect(all).not.toHaveProperty([base])
    }
  })

  it('says of every failure what happened and what can be done', () => {
    expect(
      errorCodes.flatMap((code) => [`error.${code}`, `error.${code}.help`]).filter((key) => !(key in all)),
    ).toEqual([])
  })
})

describe('resolveLanguage', () => {
  it('follows the setting, and the system when it is told to', () => {
    expect(resolveLanguage('en', 'pt-BR')).toBe('en')
    expect(resolveLanguage('system', 'pt-BR')).toBe('pt-BR')
    expect(resolveLanguage('system', 'pt_PT.UTF-8')).toBe('pt-BR')
    expect(resolveLanguage('system', 'de-DE')).toBe('en')
  })
})

describe('createTranslate', () => {
  it('fills values and chooses the plural form, without escaping', () => {
    const en = createTranslate('en')
    const pt = createTranslate('pt-BR')
    expect(en('list.hidden', { count: 1 })).toBe('1 hidden')
    expect(pt('list.hidden', { count: 1 })).toBe('1 oculta')
    expect(pt('list.hidden', { count: 2 })).toBe('2 ocultas')
    expect(en('list.noMatch', { text: '<b>&</b>' })).toBe('No session matches “<b>&</b>”.')
  })

  it('writes numbers as the language does, and leaves those alone that count nothing', () => {
    const en = createTranslate('en')
    const pt = createTranslate('pt-BR')
    expect(en('list.hidden', { count: 1_998 })).toBe('1,998 hidden')
    expect(pt('list.hidden', { count: 1_998 })).toBe('1.998 ocultas')
    expect(en('many.progress', { done: 1_200, total: 10_000 })).toContain('1,200 of 10,000')
    expect(en('holder.cli', { pid: 12_345 })).toBe('the Copilot CLI (process 12345)')
    expect(en('list.noMatch', { text: '2026' })).toBe('No session matches “2026”.')
  })

  it('has a text for every number in every language', () => {
    for (const language of ['en', 'pt-BR'] as const) {
      const t = createTranslate(language)
      for (const count of [0, 1, 2, 5, 1_000_000, 2_000_000]) expect(t('list.hidden', { count })).not.toContain('list.')
    }
  })

  it('gives i18next every text', () => {
    expect(Object.keys(wordsOf('en')).sort()).toEqual(Object.keys(all).sort())
  })
})
