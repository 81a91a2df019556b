import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Where } from '../../shared/model/boot.ts'
import { createMemoryDisk } from './disk.ts'
import type { SettingsDisk } from './disk.ts'
import { migrate } from './migrate.ts'
import { defaultSettings } from '../../shared/defaultSettings.ts'
import { SETTINGS_VERSION, defaultWhere, parseSettingsFile } from './schema.ts'
import { createSettings } from './settings.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const elsewhere: Where = {
  sessionId: 'task-1',
  panes: [
    { id: 'task-1', share: 0.25 },
    { id: 'task-2', share: 0.75 },
  ],
  sidebarOpen: false,
  sidebarWidth: 300,
  inspectorOpen: true,
}

test('begins with defaults', () => {
  const settings = createSettings({ disk: createMemoryDisk() })
  expect(settings.get()).toEqual(defaultSettings)
  expect(settings.where()).toEqual(defaultWhere)
  expect(settings.place()).toBeNull()
  expect(settings.providers()).toEqual([])
})

test('a bad field falls back alone', () => {
  const disk = createMemoryDisk({
    version: 1,
    settings: {
      theme: 'dark',
      language: 7,
      onClose: 'tray',
      notifications: { done: 'no', failed: false },
      savedSearches: [{ name: 'n', query: 'q' }, { name: '', query: 'x' }, 7],
    },
    where: { sessionId: 'a', sidebarWidth: 9, inspectorOpen: true },
    window: { x: 'left', y: 0, width: 800, height: 600 },
    providers: [
      {
        id: 'x',
        kind: 'openai',
        name: 'X',
        baseUrl: 'https://x.example/v1',
        models: ['m', 3],
        limits: 'many',
        ownLimits: { m: 8192, small: 1, much: 'much', half: 300.5 },
      },
      { id: 'y', kind: 'unknown', name: 'Y', baseUrl: 'https://y.example' },
    ],
  })
  const settings = createSettings({ disk })
  expect(settings.get()).toEqual({
    ...defaultSettings,
    theme: 'dark',
    onClose: 'tray',
    notifications: { needsYou: true, done: true, failed: false },
    savedSearches: [{ name: 'n', query: 'q' }],
  })
  expect(settings.where()).toEqual({ ...defaultWhere, sessionId: 'a', inspectorOpen: true })
  expect(settings.place()).toBeNull()
  expect(settings.providers()).toEqual([
    {
      id: 'x',
      kind: 'openai',
      name: 'X',
      baseUrl: 'https://x.example/v1',
      models: [],
      ownLimits: { m: 8192 },
    },
  ])
})

test('whatever a file holds, there are settings, and they hold after being written', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.record({ settings: fc.jsonValue(), where: fc.jsonValue() })), (raw) => {
      const file = parseSettingsFile(raw)
      expect(parseSettingsFile(JSON.parse(JSON.stringify(file)))).toEqual(file)
    }),
  )
})

test('a change is on disk at once and told once', () => {
  const disk = createMemoryDisk()
  const settings = createSettings({ disk })
  const told: string[] = []
  const undo = settings.onChanged(({ theme }) => told.push(theme))
  settings.set({ theme: 'dark', language: undefined })
  settings.set({ theme: 'dark' })
  expect(disk.saved()).toMatchObject({ version: SETTINGS_VERSION, settings: { theme: 'dark', language: 'system' } })
  undo()
  settings.set({ theme: 'light' })
  expect(told).toEqual(['dark'])
})

test('where one was reaches the disk within half a second, however fast it changes', () => {
  const disk = createMemoryDisk()
  const settings = createSettings({ disk })
  for (let width = 200; width < 250; width++) {
    settings.setWhere({ ...elsewhere, sidebarWidth: width })
    vi.advanceTimersByTime(10)
  }
  // 500 ms of changes every 10 ms: the last write is at most the delay old.
  const saved = parseSettingsFile(disk.saved())
  expect(saved.where.sessionId).toBe('task-1')
  expect(saved.where.sidebarWidth).toBeGreaterThan(230)
  vi.advanceTimersByTime(200)
  expect(parseSettingsFile(disk.saved()).where).toEqual({ ...elsewhere, sidebarWidth: 249 })
})

test('what waits is written when it is disposed', () => {
  const disk = createMemoryDisk()
  const settings = createSettings({ disk })
  settings.setWhere(elsewhere)
  settings.setPlace({ x: 1, y: 2, width: 900, height: 700, maximised: true, fullScreen: false })
  settings.dispose()
  expect(disk.saved()).toMatchObject({ where: elsewhere, window: { width: 900, maximised: true } })
  expect(vi.getTimerCount()).toBe(0)
})

test('a disk that refuses is reported once and tried again', () => {
  const memory = createMemoryDisk()
  let full = true
  const disk: SettingsDisk = {
    load: memory.load,
    save: (data) => {
      if (full) throw new Error('ENOSPC')
      memory.save(data)
    },
  }
  const failures: unknown[] = []
  const settings = createSettings({ disk, onSaveFailed: (error) => failures.push(error) })
  settings.set({ theme: 'dark' })
  settings.set({ tray: false })
  vi.advanceTimersByTime(20_000)
  expect(failures).toHaveLength(1)
  full = false
  vi.advanceTimersByTime(10_000)
  expect(memory.saved()).toMatchObject({ settings: { theme: 'dark', tray: false } })
  expect(settings.get().theme).toBe('dark')
})

test('what another version wrote stays in the file', () => {
  const disk = createMemoryDisk({ version: 9, later: [1], settings: { theme: 'dark', density: 'tight' } })
  createSettings({ disk }).set({ tray: false })
  expect(disk.saved()).toMatchObject({
    version: 9,
    later: [1],
    settings: { theme: 'dark', density: 'tight', tray: false },
  })
})

test('what another version noted of a place, a model or a provider stays, as do providers of a kind that is not known here', () => {
  const own = { id: 'x', kind: 'openai', name: 'X', baseUrl: 'https://x.example/v1', models: ['m'] } as const
  const later = { id: 'z', kind: 'orchestra', name: 'Z', score: 4 }
  const disk = createMemoryDisk({
    version: 9,
    where: { ...elsewhere, floor: 2 },
    list: { sort: 'title', density: 'tight' },
    window: { x: 1, y: 2, width: 900, height: 700, maximised: false, fullScreen: false, display: 'left' },
    providers: [{ ...own, region: 'eu' }, later],
    copilotModels: [{ id: 'm', name: 'M', price: 1 }],
  })
  const settings = createSettings({ disk })
  settings.set({ tray: false })
  settings.setWhere({ ...elsewhere, sidebarWidth: 333 })
  settings.setPlace({ x: 3, y: 2, width: 900, height: 700, maximised: false, fullScreen: false })
  settings.setLook({ ...settings.look(), sort: 'created' })
  settings.setProviders([{ ...own, name: 'Renamed' }])
  settings.flush()
  expect(disk.saved()).toMatchObject({
    where: { sidebarWidth: 333, floor: 2 },
    list: { sort: 'created', density: 'tight' },
    window: { x: 3, display: 'left' },
    providers: [{ ...own, name: 'Renamed', region: 'eu' }, later],
    copilotModels: [{ id: 'm', name: 'M', price: 1 }],
  })
  settings.setProviders([])
  settings.setCopilotModels([])
  settings.flush()
  expect(disk.saved()).toMatchObject({ providers: [later], copilotModels: [] })
})

test('migrates step by step, and only what is older', () => {
  const steps = {
    0: (file: object) => ({ ...file, a: 1 }),
    1: (file: object) => ({ ...file, b: 2 }),
  }
  expect(migrate({}, 2, steps)).toEqual({ version: 2, a: 1, b: 2 })
  expect(migrate({ version: 1 }, 2, steps)).toEqual({ version: 2, b: 2 })
  expect(migrate({ version: 3 }, 2, steps)).toEqual({ version: 3 })
  expect(migrate('nonsense', 1)).toEqual({ version: 1 })
})

test('two launches that fail in a row: the third one leaves the last session closed', () => {
  const disk = createMemoryDisk({ where: { sessionId: 'heavy' } })
  const launch = () => createSettings({ disk }).beginLaunch()
  expect(launch()).toEqual({ skipLastSession: false, sessionId: 'heavy' })
  expect(launch().skipLastSession).toBe(false)
  expect(launch()).toEqual({ skipLastSession: true, sessionId: 'heavy' })
  const fourth = createSettings({ disk })
  expect(fourth.beginLaunch().skipLastSession).toBe(true)
  fourth.launchSucceeded()
  expect(launch().skipLastSession).toBe(false)
})

test('a launch that worked starts the count anew', () => {
  const disk = createMemoryDisk()
  createSettings({ disk }).beginLaunch()
  const second = createSettings({ disk })
  second.beginLaunch()
  second.launchSucceeded()
  createSettings({ disk }).beginLaunch()
  expect(createSettings({ disk }).beginLaunch().skipLastSession).toBe(false)
})
