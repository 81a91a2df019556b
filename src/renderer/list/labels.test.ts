import { describe, expect, it } from 'vitest'
import type { Provider } from '../../shared/model.ts'
import { createTranslate } from '../../shared/strings/translate.ts'
import { sampleRow } from '../testing/rows.ts'
import { folderName, glyphOf, modelLabel, noteText, secondLine, titleOf } from './labels.ts'

const t = createTranslate('en')

function provider(some: Partial<Provider>): Provider {
  return {
    id: 'p',
    kind: 'openai',
    name: 'P',
    baseUrl: null,
    keyStored: false,
    local: false,
    models: [],
    state: 'ready',
    ...some,
  }
}

describe('modelLabel', () => {
  const providers = [
    provider({ id: 'copilot', models: [{ id: 'gpt-5', name: 'GPT-5', efforts: [], contextLimit: null }] }),
    provider({ id: 'ollama', name: 'Ollama', local: true }),
  ]

  it('labels the practice model as such, whatever name it comes with', () => {
    expect(modelLabel(t, providers, 'practice', 'practice')).toBe('Practice model')
    expect(modelLabel(t, providers, 'practice', null)).toBe('Practice model')
  })

  it('uses the name of the model, names a local server, and passes on what it does not know', () => {
    expect(modelLabel(t, providers, 'copilot', 'gpt-5')).toBe('GPT-5')
    expect(modelLabel(t, providers, 'ollama', 'qwen3-coder')).toBe('qwen3-coder (Ollama)')
    expect(modelLabel(t, providers, 'gone', 'x')).toBe('x')
    expect(modelLabel(t, providers, 'copilot', null)).toBeNull()
  })
})

describe('glyphOf', () => {
  it.each([
    ['idle', {}],
    ['unread', { unread: true }],
    ['running', { state: 'running', unread: true }],
    ['needsYou', { state: 'needsYou' }],
    ['failed', { state: 'failed' }],
    ['stopped', { state: 'stopped' }],
    ['failed', { problem: { code: 'damaged', detail: null } }],
    ['idle', { problem: { code: 'inUse', detail: null } }],
  ] as const)('is %s', (glyph, some) => {
    expect(glyphOf(sampleRow(some))).toBe(glyph)
  })
})

describe('the words of a row', () => {
  it('have a title in any case', () => {
    expect(titleOf(t, sampleRow({ title: 'A' }))).toBe('A')
    expect(titleOf(t, sampleRow({ title: ' ', summary: 'B' }))).toBe('B')
    expect(titleOf(t, sampleRow({ title: '', summary: '' }))).toBe('Untitled')
  })

  it('say id, origin, model, queue, folder and bookmarks', () => {
    const row = sampleRow({ id: 'x', origin: 'cli', queued: 2, folder: '/home/ana/web/', bookmarks: 1 })
    expect(secondLine(t, row, 'gpt-5').join(' · ')).toBe('x · from the CLI · gpt-5 · 2 queued · web · 1 bookmark')
    expect(secondLine(t, sampleRow({ unsent: true }), null)).toEqual(['one', 'not sent yet'])
    expect(secondLine(t, sampleRow({ problem: { code: 'missing', detail: null } }), null)[0]).toBe('No longer on disk')
  })

  it('say what it waits for', () => {
    expect(noteText(t, { kind: 'permission', what: 'npm test' })).toEqual({ text: 'Wants', code: 'npm test' })
    expect(noteText(t, { kind: 'permission', what: '' }).text).toBe('Asks for permission')
    expect(noteText(t, { kind: 'question', what: 'Which?' }).text).toBe('Asks: Which?')
    const error = { kind: 'authentication', message: '', status: 401 } as const
    expect(noteText(t, { kind: 'failed', error }).text).toBe('Sign-in refused (401)')
    expect(noteText(t, { kind: 'failed', error: { ...error, status: null } }).text).toBe('Sign-in refused')
  })

  it('name a folder by its last part on every system', () => {
    expect(folderName('C:\\work\\web')).toBe('web')
    expect(folderName('/')).toBe('/')
  })
})
