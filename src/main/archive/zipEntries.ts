import { statSync } from 'node:fs'
import { openPromise, type Entry } from 'yauzl'
import { AppError } from '../../shared/errors.ts'

const LAZY = { autoClose: false, lazyEntries: true }
/** What macOS puts beside each file of a zip, under the file's own name: notes about it, never the file. */
const RESOURCE = /(?:^|\/)(?:__MACOSX\/|\._[^/]*$)/u

/** The directory that was read last: a zip of many sessions is asked for one after the other. */
let known: { readonly key: string; readonly entries: ReadonlyMap<string, Entry> } | null = null

/** The names of the JSON files of a zip, in its order. */
export async function jsonEntries(path: string): Promise<readonly string[]> {
  return [...(await entriesOf(path)).keys()].filter((name) => /\.json$/iu.test(name) && !RESOURCE.test(name))
}

/** The bytes of one file of a zip; rejects with archiveEmpty where it is not in it. */
export async function* entryBytes(path: string, name: string): AsyncGenerator<Buffer> {
  const entry = (await entriesOf(path)).get(name)
  if (entry === undefined) throw new AppError('archiveEmpty', name)
  const zip = await openPromise(path, LAZY)
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk as Buffer
  } finally {
    zip.close()
  }
}

async function entriesOf(path: string): Promise<ReadonlyMap<string, Entry>> {
  const { size, mtimeMs } = statSync(path)
  const key = `${path}\n${size}\n${mtimeMs}`
  if (known?.key === key) return known.entries
  const zip = await openPromise(path, LAZY)
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) entries.set(nameFor(entry.fileName, entries), entry)
  } finally {
    zip.close()
  }
  known = { key, entries }
  return entries
}

/** A zip may hold several files of one name: none of them is left out. */
function nameFor(name: string, taken: ReadonlyMap<string, Entry>): string {
  if (!taken.has(name)) return name
  const [, stem = name, ending = ''] = /^(.*?)(\.[^./]*)?$/su.exec(name) ?? []
  for (let n = 2; ; n += 1) {
    const other = `${stem} (${n})${ending}`
    if (!taken.has(other)) return other
  }
}
