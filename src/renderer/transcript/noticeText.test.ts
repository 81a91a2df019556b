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

  it('says why it tries again, without the words of the protocol', () => {
    const retrying = (message: string) => ({ kind: 'retrying', message }) as const
    expect(noticeText(en, retrying('HTTP 429'), true)).toBe('The provider answered with status 429. Trying again…')
    expect(noticeText(en, retrying('HTTP 429'), false)).toBe('Tried again: the provider had answered with status 429')
    expect(noticeText(en, retrying('ECONNRESET'), true)).toContain('(ECONNRESET)')
    expect(noticeText(en, retrying('network_error'), true)).toBe('The request did not get through. Trying again…')
    expect(noticeText(pt, retrying(''), false)).toBe('Nova tentativa: o pedido não tinha passado')
  })

  it('passes on other words of the runtime, and names the practice model', () => {
    expect(noticeText(en, { kind: 'info', message: 'Folder trusted' }, true)).toBe('Folder trusted')
    expect(noticeText(en, { kind: 'modelChanged', from: null, to: 'practice' }, false)).toBe(
      'Model set to Practice model',
    )
  })
})
