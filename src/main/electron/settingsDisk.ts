import { chmodSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import ElectronStore from 'electron-store'
import type { SettingsDisk } from '../settings/disk.ts'

/** `settings.json` in a folder, by electron-store: written atomically, readable by its user alone; a file that is no JSON is kept beside. */
export function openSettingsDisk(folder: string): SettingsDisk {
  const path = join(folder, 'settings.json')
  keepUnreadable(path)
  const store = new ElectronStore<Record<string, unknown>>({
    name: 'settings',
    cwd: folder,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: true,
    watch: false,
  })
  return {
    load: () => store.store,
    save: (data) => {
      store.store = { ...data }
    },
  }
}

function keepUnreadable(path: string): void {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
    chmodSync(path, 0o600)
  } catch {
    return
  }
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return
  } catch {
    // No JSON: kept below.
  }
  try {
    renameSync(path, `${path}.unreadable`)
  } catch {
    // Then electron-store starts anew in its place.
  }
}
