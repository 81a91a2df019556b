import { describe, expect, it } from 'vitest'
import { createTranslate } from '../../shared/strings/translate.ts'
import { noticeText } from './noticeText.ts'

const en = createTranslate('en')
const pt = createTranslate('pt-BR')

describe('noticeText', () => {
  it('says a missing sign of life as a sentence, in both languages, while it lasts and afterwards', () => {
    const notice = { kind: 'info', message: 'no-activity' } as const
    expect(noticeText(en, notice, true)).toBe(
      'Nothing has come for a while. It may still be thinking: wait, or stop it.',
    )
    expect(noticeText(en, notice, false)).toBe('For a while nothing came.')
    expect(noticeText(pt, notice, true)).toContain('Nada chegou')
  })

  it('says why it tries again and how often, without the words of the protocol', () => {
    const retrying = (message: string, attempt = 1) => ({ kind: 'retrying', message, attempt }) as const
    expect(noticeText(en, retrying('HTTP 429', 2), true)).toBe(
      'The provider asks for a pause (429: too many requests). Trying again (2)…',
    )
    expect(noticeText(en, retrying('HTTP 500', 2), false)).toBe(
      'The provider has a fault (status 500). Tried again 2 times.',
    )
    expect(noticeText(en, retrying('HTTP 401'), false)).toBe('The provider answered with status 401. Tried again once.')
    expect(noticeText(en, retrying('ECONNREFUSED'), true)).toContain('refused the connection')
    expect(noticeText(en, retrying('ENOTFOUND'), true)).toContain('(ENOTFOUND)')
    expect(noticeText(en, retrying('transport', 0), false)).toBe('The connection to the provider was lost.')
    expect(noticeText(pt, retrying(''), false)).toBe('A conexão com o provedor caiu. Houve uma nova tentativa.')
  })

  it('claims neither silence nor a new try once that is over, although the turn goes on', () => {
    const over = true
    expect(noticeText(en, { kind: 'info', message: 'no-activity', over }, true)).toBe('For a while nothing came.')
    expect(noticeText(en, { kind: 'retrying', message: 'HTTP 429', attempt: 1, over }, true)).toContain(
      'Tried again once.',
    )
  })

  it('passes on other words of the runtime, and names the practice model', () => {
    expect(noticeText(en, { kind: 'info', message: 'Folder trusted' }, true)).toBe('Folder trusted')
    expect(noticeText(en, { kind: 'modelChanged', from: null, to: 'practice' }, false)).toBe(
      'Model set to Practice model',
    )
  })
})
