import { describe, expect, it } from 'vitest'
import { createTranslate } from '../../shared/strings/translate.ts'
import { libraryText } from './libraryText.ts'

const t = createTranslate('en')
const from = new Date(2026, 10, 20, 14, 5).getTime()
const restored = { kind: 'libraryRestored', from, lost: [], recovered: null } as const
const said = (some: Partial<Extract<Parameters<typeof libraryText>[2], { kind: 'libraryRestored' }>>): string =>
  libraryText(t, 'en-GB', { ...restored, ...some })

describe('what became of the library', () => {
  it('says where it came back from, and whether anything was lost', () => {
    expect(said({})).toMatch(/came back from the copy of 20 November 2026 at 14:05\. Nothing was lost\.$/)
    expect(said({ lost: null })).toMatch(/What was written after that may be missing\.$/)
    expect(said({ lost: ['drafts', 'bookmarks', 'marks'] })).toMatch(
      /What changed after that is missing: drafts, bookmarks and titles, pins and tags\.$/,
    )
  })

  it('takes back from the list what the sessions gave back', () => {
    expect(said({ lost: ['drafts', 'marks'], recovered: 2 })).toMatch(
      /missing: drafts\. Titles, pins and tags of 2 sessions were read back from the sessions themselves\.$/,
    )
    expect(said({ lost: ['marks'], recovered: 1 })).not.toMatch(/missing|Nothing was lost/)
    // They were asked and had nothing: what was set there is missing after all.
    expect(said({ lost: ['marks'], recovered: 0 })).toMatch(/missing: titles, pins and tags\.$/)
  })

  it('tells a damaged library from one that is gone', () => {
    const lost = (damaged: boolean): string =>
      libraryText(t, 'en', { kind: 'libraryLost', damaged, recovered: damaged ? 3 : null })
    expect(lost(true)).toMatch(/the damaged file was kept\. Titles, pins and tags of 3 sessions/)
    expect(lost(false)).toMatch(/is gone from its folder and begins anew\. Your sessions are all there\.$/)
  })
})
