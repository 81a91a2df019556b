import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Boot } from '../../src/shared/model/boot.ts'
import type { TrashEntry } from '../../src/shared/model/keeping.ts'
import type { Bookmark, OpenedSession } from '../../src/shared/model/opened.ts'
import type { SessionRow } from '../../src/shared/model/session.ts'

/** What a version of Retoma left behind, as its own words say it: no machine, no path, no secret. */
export interface Fixture {
  /** The version that wrote it. */
  readonly version: string
  /** What `PRAGMA user_version` of its library was. */
  readonly schema: number
  readonly expected: Expected
  /** Folders in which nothing is, by path. */
  readonly folders: readonly string[]
  /** The library, as the statements that make it again. */
  readonly library: readonly string[]
  /** Every file by its path, line by line. */
  readonly files: Readonly<Record<string, readonly string[]>>
}

/** What the version that wrote it said itself, asked as its window asks. */
export interface Expected {
  readonly settings: Boot['settings']
  readonly where: Boot['where']
  readonly window: unknown
  readonly rows: readonly SessionRow[]
  readonly opened: Readonly<Record<string, OpenedSession>>
  readonly bookmarks: readonly Bookmark[]
  readonly trash: readonly TrashEntry[]
}

/** Where things are on this machine; the fixture has only their names. */
export interface Standing {
  readonly HOME: string
  readonly DATA: string
  readonly FOLDER: string
  /** The address of the scripted model. */
  readonly MODEL: string
  /** The folder that the others are in. */
  readonly BASE: string
}

const LIBRARY = 'data/library/library.db'
/** What is ours in the user data: the rest is Chromium's own. */
const OURS = /^(?:settings\.json|keys\.json|repairs\/.*|trash\/.*)$/u

/** Reads a stopped app's home and data. */
export function pack(standing: Standing, version: string, expected: Expected): Fixture {
  const files: Record<string, readonly string[]> = {}
  const folders: string[] = []
  for (const [root, name, wanted] of [
    [standing.HOME, 'home', /^session-state\//u],
    [standing.DATA, 'data', OURS],
  ] as const) {
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')
      // A lock is true of a moment: the next runtime that looks removes it.
      if (!wanted.test(path) || /\/inuse\.\d+\.lock$/u.test(path)) continue
      if (entry.isFile()) {
        const text = readFileSync(join(root, path), 'utf8')
        files[`${name}/${path}`] = blank(text, standing, path).split('\n').map(withoutPrompt)
      } else if (entry.isDirectory() && readdirSync(join(root, path)).length === 0) folders.push(`${name}/${path}`)
    }
  }
  const db = new DatabaseSync(join(standing.DATA, 'library/library.db'), { readOnly: true })
  try {
    return {
      version,
      schema: schemaOf(db),
      expected: JSON.parse(blank(JSON.stringify(expected), standing, '.json')) as Expected,
      folders: folders.toSorted(),
      library: dump(db).map((line) => blank(line, standing, '.sql')),
      files: Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    }
  } finally {
    db.close()
  }
}

/** Puts a fixture's home and data where they are to be; resolves names to places of this machine. */
export function unpack(fixture: Fixture, standing: Standing): Expected {
  const paths = (path: string): string =>
    path.startsWith('home/') ? join(standing.HOME, path.slice(5)) : join(standing.DATA, path.slice(5))
  for (const path of fixture.folders) mkdirSync(paths(path), { recursive: true, mode: 0o700 })
  for (const [path, lines] of Object.entries(fixture.files)) {
    mkdirSync(dirname(paths(path)), { recursive: true, mode: 0o700 })
    writeFileSync(paths(path), fill(lines.join('\n'), standing, path), { mode: 0o600 })
  }
  const library = paths(LIBRARY)
  mkdirSync(dirname(library), { recursive: true, mode: 0o700 })
  const db = new DatabaseSync(library)
  db.exec('PRAGMA journal_mode = WAL')
  db.exec(fill(fixture.library.join('\n'), standing, '.sql'))
  db.exec(`PRAGMA user_version = ${fixture.schema}`)
  db.close()
  chmodSync(library, 0o600)
  mark(standing)
  return JSON.parse(fill(JSON.stringify(fixture.expected), standing, '.json')) as Expected
}

/** The version of the schema that a library has. */
export function schemaOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
}

/** Every file in a folder, by its path, as a hash. */
export function printsOf(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [relative(root, path).split(sep).join('/'), sha256(readFileSync(path))]),
  )
}

/** Within JSON a path is written as JSON writes it. */
const written = (value: string, path: string): string =>
  /\.jsonl?$/u.test(path) ? JSON.stringify(value).slice(1, -1) : value

function blank(text: string, standing: Standing, path: string): string {
  return Object.entries(standing).reduce(
    (all, [name, value]) => all.replaceAll(written(String(value), path), `{{${name}}}`),
    text,
  )
}

function fill(text: string, standing: Standing, path: string): string {
  return Object.entries(standing).reduce(
    (all, [name, value]) => all.replaceAll(`{{${name}}}`, written(String(value), path)),
    text,
  )
}

/** A path of another length makes other files: what was noted of their size and content is noted anew. */
function mark({ HOME, DATA }: Standing): void {
  for (const entry of namesIn(join(DATA, 'trash'))) {
    const path = join(DATA, 'trash', entry, 'manifest.json')
    if (!existsSync(path)) continue
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { size: number; files: Record<string, unknown>[] | null }
    for (const file of manifest.files ?? []) {
      if (file['kind'] === 'file')
        Object.assign(file, markOf(join(DATA, 'trash', entry, 'session', String(file['path']))))
    }
    manifest.size = (manifest.files ?? []).reduce((sum, file) => sum + Number(file['size'] ?? 0), 0)
    writeFileSync(path, JSON.stringify(manifest))
  }
  for (const entry of namesIn(join(DATA, 'repairs'))) {
    const path = join(DATA, 'repairs', entry, 'repair.json')
    const record = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    const named = (file: string) => {
      const { size: bytes, sha256: print } = markOf(file)
      return { sha256: print, bytes }
    }
    record['original'] = named(join(DATA, 'repairs', entry, 'original.jsonl'))
    record['replacement'] = named(join(HOME, 'session-state', String(record['sessionId']), 'events.jsonl'))
    writeFileSync(path, JSON.stringify(record))
  }
}

/** The runtime's own instructions are long, nobody's words here, and shown nowhere: they are not for us to pass on. */
function withoutPrompt(line: string): string {
  if (!line.includes('"type":"system.message"')) return line
  const event = JSON.parse(line) as { data: Record<string, unknown> }
  return JSON.stringify({ ...event, data: { ...event.data, content: 'Left out.' } })
}

const namesIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : [])
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

function markOf(path: string): { readonly size: number; readonly sha256: string } {
  const bytes = readFileSync(path)
  return { size: bytes.length, sha256: sha256(bytes) }
}

/** The statements that make a database again, in the order in which it was made. */
function dump(db: DatabaseSync): readonly string[] {
  const schema = db.prepare(
    "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'",
  )
  const made = schema.all()
  const rows = made
    .filter(({ type }) => type === 'table')
    .flatMap(({ name }) =>
      db
        .prepare(`SELECT * FROM "${String(name)}"`)
        .all()
        .map((row) => `INSERT INTO "${String(name)}" VALUES (${Object.values(row).map(literal).join(', ')});`),
    )
  return [...made.map(({ sql }) => `${String(sql)};`), ...rows]
}

function literal(value: unknown): string {
  if (value === null) return 'NULL'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  throw new Error('The library holds something else than numbers and text')
}
