import { describe, expect, it } from 'vitest'
import type { Provider } from '../../shared/model/provider.ts'
import { createTranslate } from '../../shared/strings/translate.ts'
import { sampleRow } from '../../shared/row.fixture.ts'
import { folderName } from '../../shared/folderName.ts'
import { glyphOf, modelLabel, noteText, secondLine, titleOf, withinFolder } from './labels.ts'

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

  it('say queue, id, model, folder, bookmarks and origin, and an id that nobody chose last', () => {
    const row = sampleRow({ id: 'x', origin: 'cli', queued: 2, folder: '/home/ana/web/', bookmarks: 1 })
    expect(secondLine(t, row, 'gpt-5').join(' · ')).toBe('2 queued · x · gpt-5 · web · 1 bookmark · from the CLI')
    const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
    expect(secondLine(t, { ...row, id, queued: 0, bookmarks: 0 }, 'gpt-5')).toEqual([
      'gpt-5',
      'web',
      'from the CLI',
      id,
    ])
    expect(secondLine(t, sampleRow({ unsent: true }), null)).toEqual(['one', 'not sent yet'])
    expect(secondLine(t, sampleRow({ problem: { code: 'missing', detail: null } }), null)[0]).toBe('No longer on disk')
  })

  it('do not say the id twice', () => {
    expect(secondLine(t, sampleRow({ id: 'x', title: 'x' }), 'gpt-5')).toEqual(['gpt-5'])
  })

  it('say what it waits for', () => {
    const noteOf = (note: Parameters<typeof noteText>[1]) => noteText(t, note, '/projects')
    expect(noteOf({ kind: 'permission', what: '/projects/src/a.ts' }).code).toBe('src/a.ts')
    expect(noteOf({ kind: 'permission', what: 'npm test' })).toEqual({ text: 'Wants', code: 'npm test' })
    expect(noteOf({ kind: 'permission', what: '' }).text).toBe('Asks for permission')
    expect(noteOf({ kind: 'question', what: 'Which?' }).text).toBe('Asks: Which?')
    const error = { kind: 'authentication', message: '', status: 401 } as const
    expect(noteOf({ kind: 'failed', error }).text).toBe('Sign-in refused (401)')
    expect(noteOf({ kind: 'failed', error: { ...error, status: null } }).text).toBe('Sign-in refused')
  })

  it('leave the folder out of a path within it', () => {
    expect(withinFolder('/projects/src/a.ts', '/projects')).toBe('src/a.ts')
    expect(withinFolder('C:\\work\\a.ts', 'C:\\work')).toBe('a.ts')
    expect(withinFolder('/projectsshop/a.ts', '/projects')).toBe('/projectsshop/a.ts')
    expect(withinFolder('/projects', '/projects')).toBe('/projects')
    expect(withinFolder('/projects/a', null)).toBe('/projects/a')
  })

  it('name a folder by its last part on every system', () => {
    expect(folderName('C:\\work\\web')).toBe('web')
    expect(folderName('/')).toBe('/')
  })
})
