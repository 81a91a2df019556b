import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Bookmark, ItemResult } from '../../shared/model.ts'
import { tidyTags } from '../../shared/tags.ts'
import type { Archive } from '../archive/archive.ts'
import type { ArchivedBookmark, Carried } from '../archive/carried.ts'
import type { Source, Staged } from '../archive/methods.ts'
import type { Library } from '../library/port.ts'
import { newRecord } from '../library/record.ts'
import { giveBack, readBelongings, type Belongings } from '../trash/belongings.ts'
import { isThere, writeDurably } from '../trash/tree.ts'
import type { Assets } from './assets.ts'
import type { Catalogue } from './catalogue.ts'
import { checkIdForm } from './ids.ts'
import type { Works } from './works.ts'

/** Sessions that come from files: archive files, zips of them, plain lists of messages, and other homes. */
export interface Importing {
  /**
   * Brings in all that is at some paths, each for itself: whole, or not at all, and never over a session that is there. The
   * results are in the order of the sources, their ids are the names that a person knows them by.
   */
  importAll(paths: readonly string[], work?: string): Promise<readonly ItemResult[]>
}

export interface ImportingDeps {
  readonly archive: Pick<Archive, 'sources' | 'stage' | 'place' | 'drop'>
  readonly library: Library
  readonly catalogue: () => Catalogue
  readonly assets: Pick<Assets, 'put'>
  /** Where it is noted what the library is still to be given, for as long as that takes. */
  readonly folder: string
  /** Whether an id is free as it is. */
  readonly isFree: (id: string) => Promise<boolean>
  readonly freeId: (id: string) => Promise<string>
  readonly knowsProvider: (providerId: string) => boolean
  readonly works: Works
  readonly now: () => number
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

const TITLE = 300

/** See {@link Importing}. */
export function createImporting(deps: ImportingDeps): Importing {
  const { archive, library, catalogue } = deps

  const idFor = async ({ facts, whole }: Staged): Promise<string> => {
    const tidy = facts.id
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .replace(/[^A-Za-z0-9_-]+/gu, '-')
      .replace(/^-+|-+$/gu, '')
      .slice(0, 200)
    const wanted = whole && checkIdForm(facts.id) === null ? facts.id : tidy
    const id = checkIdForm(wanted) === null ? wanted : 'imported'
    return (await deps.isFree(id)) ? id : deps.freeId(id)
  }

  const importOne = async (source: Source, signal: AbortSignal): Promise<Omit<ItemResult, 'id' | 'error'>> => {
    const staged = await archive.stage(source, signal)
    let placed = false
    try {
      const id = await idFor(staged)
      const belongings = await belongingsOf(staged, id)
      await mkdir(deps.folder, { recursive: true, mode: 0o700 })
      const note = join(deps.folder, `${id}.json`)
      await writeDurably(note, JSON.stringify(belongings))
      try {
        placed = true
        await archive.place(staged.token, id)
      } catch (error) {
        await rm(note, { force: true })
        throw error
      }
      await giveBack(library, id, belongings)
      await catalogue().adopt(id, belongings)
      await rm(note, { force: true })
      const { leftOut, tools } = staged.counts
      return { imported: { sessionId: id, renamed: id !== staged.facts.id, whole: staged.whole, leftOut, tools } }
    } finally {
      if (!placed) await archive.drop(staged.token).catch(() => undefined)
    }
  }

  const belongingsOf = async (
    { facts, bookmarks, carried, assets, whole }: Staged,
    id: string,
  ): Promise<Belongings> => {
    const known = new Set<string>()
    for (const { name, bytes } of assets) {
      const ending = name.split('.')[1] ?? ''
      // Named by what they hold: another name would be somebody else's picture.
      if (createHash('sha256').update(bytes).digest('hex') !== name.split('.')[0]) continue
      known.add(await deps.assets.put(bytes, ending))
    }
    const createdAt = facts.createdAt === undefined ? deps.now() : Date.parse(facts.createdAt)
    const ownProvider = facts.providerId !== null && deps.knowsProvider(facts.providerId)
    const title = facts.titleIsManual ? facts.title.replace(/\s+/gu, ' ').trim().slice(0, TITLE).toWellFormed() : ''
    const marked = title !== '' || facts.pinned || facts.tags.length > 0 || facts.lineage !== null
    return {
      record: {
        ...newRecord(id, createdAt),
        title: title === '' ? null : title,
        kind: facts.kind ?? (whole ? null : facts.folder === null ? 'chat' : 'agent'),
        // A plain chat works in no folder.
        folder: facts.kind === 'chat' ? null : facts.folder,
        ...(ownProvider ? { providerId: facts.providerId, model: facts.model, effort: facts.effort } : {}),
        pinned: facts.pinned,
        tags: tidyTags(facts.tags),
        notes: facts.notes,
        unread: facts.unread,
        lineage: facts.lineage,
        markedAt: marked ? deps.now() : null,
      },
      bookmarks: await Promise.all(bookmarks.map((mark) => ownBookmark(mark, id))),
      ...ownThings(carried, id, known),
      // What was allowed was allowed elsewhere.
      given: {},
    }
  }

  const ownBookmark = async (mark: ArchivedBookmark, sessionId: string): Promise<Bookmark> => {
    const { name, description, snippet, messageId, turnId, itemId } = mark
    // The session that it was made in may still be here.
    const id = (await library.bookmark(mark.id)) === null ? mark.id : randomUUID()
    return {
      id,
      sessionId,
      turnId: turnId ?? messageId,
      itemId: itemId ?? null,
      name,
      description,
      snippet,
      createdAt: Date.parse(mark.createdAt),
    }
  }

  return {
    importAll: async (paths, work) => {
      const sources = await archive.sources(paths)
      const named = new Map(sources.map((source) => [nameOf(source), source]))
      return deps.works.run(work, [...named.keys()], async (name, signal) => {
        const source = named.get(name)
        return source === undefined ? {} : importOne(source, signal)
      })
    },
  }
}

/** Gives the library what a crash kept from it: of sessions that took their place; the notes of all others go. */
export async function recoverImports(folder: string, state: string, library: Library): Promise<void> {
  const names = await readdir(folder).catch((): readonly string[] => [])
  for (const name of names) {
    const id = name.replace(/\.json$/u, '')
    if (name.endsWith('.json') && (await isThere(join(state, id)))) {
      await giveBack(library, id, await readBelongings(join(folder, name)))
    }
    await rm(join(folder, name), { force: true })
  }
}

function ownThings(
  carried: Carried | null,
  sessionId: string,
  known: ReadonlySet<string>,
): Omit<Belongings, 'record' | 'bookmarks' | 'given'> {
  const {
    draft = null,
    queue = [],
    replies = {},
    partials = [],
    prompts = [],
    usage = [],
    context = null,
  } = carried ?? {}
  const own = <T extends { readonly asset: string }>(attachments: readonly T[]): readonly (T & { path: null })[] =>
    attachments.filter(({ asset }) => known.has(asset)).map((one) => ({ ...one, path: null }))
  return {
    draft: draft === null ? null : { ...draft, attachments: own(draft.attachments) },
    queue: queue.map((message) => ({
      ...message,
      attachments: own(message.attachments),
      state: 'paused',
      pausedBy: 'ended',
    })),
    replies,
    partials: partials as Belongings['partials'],
    prompts: prompts.map((prompt) => ({ ...prompt, sessionId })),
    usage: usage as Belongings['usage'],
    context,
  }
}

/** What a person knows a source by. */
function nameOf(source: Source): string {
  return source.kind === 'entry' ? `${basename(source.path)}/${source.entry}` : source.path
}
