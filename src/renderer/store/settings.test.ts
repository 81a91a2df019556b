import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Settings } from '../../shared/model/settings.ts'
import { changeSettings } from './settings.ts'
import { app } from './store.ts'

/** What main is asked, with the way to answer it. */
let asked: { readonly answer: (settings: Settings) => void; readonly refuse: () => void }[] = []

beforeEach(() => {
  asked = []
  const call = (): Promise<unknown> =>
    new Promise((resolve) => {
      asked.push({
        answer: (value) => resolve({ ok: true, value }),
        refuse: () => resolve({ ok: false, error: { code: 'writeFailed', detail: '' } }),
      })
    })
  vi.stubGlobal('window', { retoma: { call } })
})
afterEach(() => void vi.unstubAllGlobals())

it('holds at once, and leaves alone what changed elsewhere while it was stored', async () => {
  const before = app.getState().settings
  const done = changeSettings({ codeWrap: true })
  expect(app.getState().settings.codeWrap).toBe(true)
  // Told by main meanwhile.
  app.setState(({ settings }) => ({ settings: { ...settings, theme: 'dark' } }))
  asked[0]?.answer({ ...before, codeWrap: true })
  expect(await done).toBe(true)
  expect(app.getState().settings).toMatchObject({ codeWrap: true, theme: 'dark' })
})

it('goes back alone when it could not be stored', async () => {
  app.setState(({ settings }) => ({ settings: { ...settings, codeWrap: false, theme: 'system' } }))
  const done = changeSettings({ codeWrap: true })
  app.setState(({ settings }) => ({ settings: { ...settings, theme: 'light' } }))
  asked[0]?.refuse()
  expect(await done).toBe(false)
  expect(app.getState().settings).toMatchObject({ codeWrap: false, theme: 'light' })
})
