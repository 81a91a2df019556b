import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { switches } from './commandLine.ts'

/** What the app's package.json says of it. */
export interface Package {
  folder: string
  name: string
  version: string
  main: string
}

/** Finds the package of the app that was called, a folder or a file, as Electron does. */
export function readPackage(called: string): Package {
  const path = resolve(called)
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
  const folder = isFolder ? path : dirname(path)
  let json: { name?: string; productName?: string; version?: string; main?: string } = {}
  try {
    json = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as typeof json
  } catch (error) {
    if (isFolder) throw new Error(`Unable to find Electron app at ${path}`, { cause: error })
  }
  const { name = 'Electron', productName = name, version = '0.0.0', main = 'index.js' } = json
  return { folder, name: productName, version, main: isFolder ? join(folder, main) : path }
}

const paths = new Map<string, string>()

/** Sets the well-known folders of an app of this name. */
export function setDefaultPaths(name: string, executable: string): void {
  const home = homedir()
  const { XDG_CONFIG_HOME, APPDATA } = process.env
  const appData =
    process.platform === 'darwin'
      ? join(home, 'Library', 'Application Support')
      : process.platform === 'win32'
        ? (APPDATA ?? join(home, 'AppData', 'Roaming'))
        : (XDG_CONFIG_HOME ?? join(home, '.config'))
  const userData = switches.get('user-data-dir')
  const all = {
    home,
    appData,
    userData: userData ? resolve(userData) : join(appData, name),
    temp: tmpdir(),
    exe: executable,
    module: executable,
    assets: dirname(executable),
    desktop: join(home, 'Desktop'),
    documents: join(home, 'Documents'),
    downloads: join(home, 'Downloads'),
    music: join(home, 'Music'),
    pictures: join(home, 'Pictures'),
    videos: join(home, 'Videos'),
  }
  for (const [key, path] of Object.entries(all)) paths.set(key, path)
}

/** `app.getPath`. */
export function getPath(name: string): string {
  const path = paths.get(name)
  if (path !== undefined) return path
  if (name === 'sessionData') return getPath('userData')
  if (name === 'crashDumps') return join(getPath('userData'), 'Crashpad')
  if (name === 'logs') {
    const logs =
      process.platform === 'darwin' ? join(getPath('home'), 'Library', 'Logs') : join(getPath('userData'), 'logs')
    mkdirSync(logs, { recursive: true })
    return logs
  }
  throw new Error(`Failed to get '${name}' path`)
}

const NAMES = new Set(['sessionData', 'crashDumps', 'logs', 'recent'])

/** `app.setPath`. */
export function setPath(name: string, path: string): void {
  if (!isAbsolute(path)) throw new Error('Path must be absolute')
  if (!paths.has(name) && !NAMES.has(name)) throw new Error(`Failed to set path '${name}'`)
  paths.set(name, path)
}

/** The URL that `loadFile` loads. */
export function fileUrl(folder: string, file: string, { query, search, hash }: Electron.LoadFileOptions): string {
  const url = pathToFileURL(resolve(folder, file))
  if (query) url.search = new URLSearchParams(query).toString()
  if (search) url.search = search
  if (hash) url.hash = hash
  return url.href
}
