import type { ListLook } from '../../shared/listing.ts'
import type { Where } from '../../shared/model/boot.ts'
import type { Model } from '../../shared/model/provider.ts'
import type { Settings } from '../../shared/model/settings.ts'
import { launchBegun, launchDone, skipsLastSession } from './launches.ts'
import { migrate, versionOf } from './migrate.ts'
import type { RawFile } from './migrate.ts'
import { SETTINGS_VERSION, isProviderField, isRecord, parseSettingsFile } from './schema.ts'
import type { ProviderEntry, SettingsFile, WindowPlace } from './schema.ts'
import type { SettingsDisk } from './disk.ts'

/** How long a change may wait for the disk, in milliseconds: with the writing itself it stays far below half a second. */
const SAVE_DELAY = 150
/** How long to wait after a failed write before the next try, in milliseconds. */
const RETRY_DELAY = 5000

/** Fields to change; those that are left out or undefined stay. */
export type SettingsPatch = { readonly [K in keyof Settings]?: Settings[K] | undefined }

/** Whether this launch may open the session that was open last. */
export interface Launch {
  /** True when the two launches before this one failed. */
  readonly skipLastSession: boolean
  /** The session that had the focus; null when none was open. */
  readonly sessionId: string | null
}

/** Settings, "where was I", the window's place, the launch journal and the list of own providers: one file, always in memory. */
export interface SettingsStore {
  get(): Settings
  /** Changes settings; on disk at once, told to listeners only when something differs. */
  set(patch: SettingsPatch): Settings
  onChanged(listener: (settings: Settings) => void): () => void
  where(): Where
  /** On disk within half a second, a kill in between included. */
  setWhere(where: Where): void
  /** How the list was looked at last. */
  look(): ListLook
  /** On disk within half a second. */
  setLook(look: ListLook): void
  place(): WindowPlace | null
  setPlace(place: WindowPlace): void
  /** Notes the start of a launch, on disk at once. Call once. */
  beginLaunch(): Launch
  /** Notes that the window shows what it should; also right before a regular quit. */
  launchSucceeded(): void
  providers(): readonly ProviderEntry[]
  setProviders(entries: readonly ProviderEntry[]): void
  copilotModels(): readonly Model[]
  setCopilotModels(models: readonly Model[]): void
  /** Writes what waits; throws when the disk refuses. */
  flush(): void
  dispose(): void
}

export interface SettingsDeps {
  readonly disk: SettingsDisk
  /** Called once for each row of failed writes; the change stays in memory and is tried again. */
  readonly onSaveFailed?: (error: unknown) => void
}

/** Loads the settings; whatever the file holds, there are settings afterwards. */
export function createSettings({ disk, onSaveFailed }: SettingsDeps): SettingsStore {
  const raw = migrate(disk.load(), SETTINGS_VERSION)
  const first = parseSettingsFile(raw)
  let file = first
  let timer: NodeJS.Timeout | null = null
  let failing = false
  const listeners = new Set<(settings: Settings) => void>()

  const write = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    disk.save(mergeInto(raw, first, file))
    failing = false
  }
  const tryWrite = (): void => {
    try {
      write()
    } catch (error) {
      if (!failing) onSaveFailed?.(error)
      failing = true
      later(RETRY_DELAY)
    }
  }
  const later = (delay: number): void => {
    // The first change starts the clock and later ones don't push it back: the wait is bounded.
    timer ??= setTimeout(tryWrite, delay)
  }
  const change = (patch: Partial<SettingsFile>, urgent: boolean): void => {
    file = { ...file, ...patch }
    if (urgent) tryWrite()
    else later(SAVE_DELAY)
  }

  return {
    get: () => file.settings,
    set: (patch) => {
      const next = applied(file.settings, patch)
      if (same(next, file.settings)) return file.settings
      change({ settings: next }, true)
      for (const listener of listeners) listener(next)
      return next
    },
    onChanged: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    where: () => file.where,
    setWhere: (where) => {
      if (!same(where, file.where)) change({ where }, false)
    },
    look: () => file.list,
    setLook: (list) => {
      if (!same(list, file.list)) change({ list }, false)
    },
    place: () => file.window,
    setPlace: (place) => {
      if (!same(place, file.window)) change({ window: place }, false)
    },
    beginLaunch: () => {
      change({ launch: launchBegun(file.launch) }, true)
      return { skipLastSession: skipsLastSession(file.launch), sessionId: file.where.sessionId }
    },
    launchSucceeded: () => {
      if (file.launch.pending) change({ launch: launchDone }, true)
    },
    providers: () => file.providers,
    setProviders: (providers) => change({ providers }, true),
    copilotModels: () => file.copilotModels,
    setCopilotModels: (copilotModels) => {
      if (!same(copilotModels, file.copilotModels)) change({ copilotModels }, false)
    },
    flush: () => {
      if (timer !== null) write()
    },
    dispose: () => {
      if (timer !== null) tryWrite()
      if (timer !== null) clearTimeout(timer)
      timer = null
      listeners.clear()
    },
  }
}

function applied(settings: Settings, patch: SettingsPatch): Settings {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  return { ...settings, ...given }
}

/**
 * What a newer version or a hand added is kept, next to what we know: parts that did not change stay as they were read (`first`), with
 * all that this version does not understand of them.
 */
function mergeInto(raw: RawFile, first: SettingsFile, file: SettingsFile): RawFile {
  const parts = Object.keys(file) as readonly (keyof SettingsFile)[]
  const merged = parts.map((part): readonly [string, unknown] => {
    const before = raw[part]
    const now = file[part]
    if (part === 'providers') return [part, mergeProviders(before, first.providers, file.providers)]
    if (before !== undefined && now === first[part] && !isRecord(now)) return [part, before]
    return [part, isRecord(before) && isRecord(now) ? { ...before, ...(now as RawFile) } : now]
  })
  return { ...raw, ...Object.fromEntries(merged), version: Math.max(SETTINGS_VERSION, versionOf(raw)) }
}

/** Own providers as they are now, each with what it had beside what we know; behind them those that are of no kind we know. */
function mergeProviders(
  raw: unknown,
  first: readonly ProviderEntry[],
  now: readonly ProviderEntry[],
): readonly unknown[] {
  const before = (Array.isArray(raw) ? (raw as readonly unknown[]) : []).filter(isRecord)
  const beside = (id: string): object =>
    Object.fromEntries(
      Object.entries(before.find((entry) => entry['id'] === id) ?? {}).filter(([key]) => !isProviderField(key)),
    )
  return [
    ...now.map((entry) => ({ ...beside(entry.id), ...entry })),
    ...before.filter((entry) => !first.some(({ id }) => id === entry['id'])),
  ]
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
