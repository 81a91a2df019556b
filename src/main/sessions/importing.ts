import { createHash, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError, toFailure, type Failure } from '../../shared/errors.ts'
import { checkIdForm } from '../../shared/idForm.ts'
import type { ImportCandidate, ImportOffer, ItemResult } from '../../shared/model/keeping.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import { tidyTags } from '../../shared/tags.ts'
import type { Archive } from '../archive/archive.ts'
import type { ArchivedBookmark, Carried } from '../archive/carried.ts'
import { toImportError } from '../archive/faults.ts'
import type { Source, Staged } from '../archive/methods.ts'
import type { Library } from '../library/port.ts'
import { newRecord } from '../library/record.ts'
import { giveBack, type Belongings } from '../trash/belongings.ts'
import type { Assets } from './assets.ts'
import type { Catalogue } from './catalogue.ts'
import { noteImport } from './importNotes.ts'
import { endRun, noteRun } from './importRuns.ts'
import type { Works } from './works.ts'

/** Sessions that come from files: archive files, zips of them, plain lists of messages, and other homes. */
export interface Importing {
  /** Looks at what there is at some paths; it can be imported until enough else was looked at. Rejects with cancelled. */
  lookAtImport(paths: readonly string[], work?: string): Promise<ImportOffer>
  /**
   * Brings in what was looked at, each for itself: whole, or not at all, and never over a session that is there. The results are in
   * the order of the candidates, and so are their names; those that could not be looked at are left out, and so are those that are not
   * among `only` where that is given. Rejects with importGone.
   */
  importOffer(offer: string, work?: string, only?: readonly string[]): Promise<readonly ItemResult[]>
}

export interface ImportingDeps {
  readonly archive: Pick<Archive, 'sources' | 'peek' | 'stage' | 'place' | 'drop'>
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
/** So many offers can be taken; the oldest goes when there is another one. */
const MOST_OFFERS = 8

/** See {@link Importing}. */
export function createImporting(deps: ImportingDeps): Importing {
  const { archive, library, catalogue } = deps
  /** What was looked at, by the ids of the offers. */
  const offered = new Map<string, ReadonlyMap<string, Source>>()

  const idFor = async ({ facts, as }: Staged): Promise<string> => {
    const id = ownId(facts.id, as)
    return (await deps.isFree(id)) ? id : deps.freeId(id)
  }

  const importOne = async (source: Source, signal: AbortSignal): Promise<Omit<ItemResult, 'id' | 'error'>> => {
    const staged = await archive.stage(source, signal)
    let placed = false
    try {
      signal.throwIfAborted()
      const id = await idFor(staged)
      const belongings = await belongingsOf(staged, id)
      // What was never sent has no folder that a crash could leave alone: the library is given all of it at once, or nothing.
      const note = staged.as === 'unsent' ? null : await noteImport(deps.folder, staged, id, belongings)
      try {
        if (note !== null) await archive.place(staged.token, id)
      } catch (error) {
        if (note !== null) await rm(note, { force: true })
        throw error
      }
      placed = note !== null
      const late = await giveBack(library, id, belongings).then(
        () => false,
        (error: unknown) => {
          // What is in place stays: the next start gives the library what is noted.
          if (note === null) throw error
          deps.log.error('what an import brings along', error)
          return true
        },
      )
      await catalogue().adopt(id, belongings)
      if (note !== null && !late) await rm(note, { force: true })
      const { leftOut, tools } = staged.counts
      const told = { sessionId: id, renamed: id !== staged.facts.id, as: staged.as, leftOut, tools }
      return { imported: late ? { ...told, late } : told }
    } finally {
      if (!placed) await archive.drop(staged.token).catch(() => undefined)
    }
  }

  const belongingsOf = async ({ facts, bookmarks, carried, assets, as }: Staged, id: string): Promise<Belongings> => {
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
    const marked = title !== '' || facts.pinned || facts.archived || facts.tags.length > 0 || facts.lineage !== null
    return {
      record: {
        ...newRecord(id, createdAt),
        title: title === '' ? null : title,
        kind: facts.kind ?? (as === 'whole' ? null : facts.folder === null ? 'chat' : 'agent'),
        // A plain chat works in no folder.
        folder: facts.kind === 'chat' ? null : facts.folder,
        ...(ownProvider ? { providerId: facts.providerId, model: facts.model, effort: facts.effort } : {}),
        pinned: facts.pinned,
        tags: tidyTags(facts.tags),
        notes: facts.notes,
        unread: facts.unread,
        // From now on: it is put away until something happens in it here.
        archivedAt: facts.archived ? deps.now() : null,
        unsent: as === 'unsent',
        lineage: facts.lineage,
        handoff: carried?.handoff ?? null,
        markedAt: marked ? deps.now() : null,
      },
      bookmarks: await Promise.all(bookmarks.map((mark) => ownBookmark(mark, id))),
      ...ownThings(carried, id, known),
      // What was allowed was allowed elsewhere.
      given: {},
    }
  }

  const ownBookmark = async (mark: ArchivedBookmark, sessionId: string): Promise<Bookmark> => {
    const { name, description, snippet, messageId, turnId, itemId, colour } = mark
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
      colour,
    }
  }

  return {
    lookAtImport: async (paths, work) => {
      const { named, candidates, refused } = await deps.works.follow(work, async (signal, told) => {
        const at = await archive.sources(paths, signal)
        const sources = namedOnce(at.sources)
        const found: ImportCandidate[] = []
        for (const [name, source] of sources) {
          signal.throwIfAborted()
          found.push(await candidateOf(name, source, signal))
          told(found.length, sources.size)
        }
        return { named: sources, candidates: found, refused: at.refused }
      })
      const id = randomUUID()
      offered.set(id, new Map([...named].filter((_, index) => candidates[index]?.error === null)))
      for (const old of [...offered.keys()].slice(0, -MOST_OFFERS)) offered.delete(old)
      const others = refused.map(({ path, failure }) => ({ name: path, found: null, error: toResult(failure) }))
      return { id, candidates: [...candidates, ...others] }
    },
    importOffer: async (offer, work, only) => {
      const sources = offered.get(offer)
      if (sources === undefined) throw new AppError('importGone')
      const wanted = only === undefined ? null : new Set(only)
      const names = [...sources.keys()].filter((name) => wanted?.has(name) ?? true)
      const run = randomUUID()
      let done = 0
      // What can't be noted is not told after a crash; the import itself says what it can't write.
      const note = (): Promise<void> => noteRun(deps.folder, run, { done, of: names.length }).catch(() => undefined)
      await note()
      try {
        return await deps.works.run(work, names, async (name, signal) => {
          const source = sources.get(name)
          const result = source === undefined ? {} : await importOne(source, signal).catch(refused)
          done += 1
          if (done < names.length) await note()
          return result
        })
      } finally {
        // Quit in the middle, it is told at the next start.
        if (done === names.length || !deps.works.hasEnded()) await endRun(deps.folder, run).catch(() => undefined)
      }
    },
  }

  /** Our own disk may be full, too: then it is of the import that a person has to be told. */
  function refused(error: unknown): never {
    if (error instanceof AppError && error.code === 'diskFull')
      throw new AppError('importFull', deps.folder, { cause: error })
    throw toImportError(error, deps.folder)
  }

  async function candidateOf(name: string, source: Source, signal: AbortSignal): Promise<ImportCandidate> {
    try {
      const { id, title, as } = await archive.peek(source, signal)
      const own = ownId(id, as)
      return { name, found: { title, as, here: catalogue().row(own) === null ? null : own }, error: null }
    } catch (error) {
      signal.throwIfAborted()
      const failure = toFailure(error)
      if (failure.code === 'internal') deps.log.error('looking at an import', error)
      return { name, found: null, error: toResult(failure) }
    }
  }
}

/** The id that a session comes under where it is free. */
function ownId(told: string, as: Staged['as']): string {
  const tidy = told
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9_-]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 200)
  const wanted = as !== 'messages' && checkIdForm(told) === null ? told : tidy
  return checkIdForm(wanted) === null ? wanted : 'imported'
}

function toResult({ code, detail }: Failure): ItemResult['error'] {
  return { code, message: detail }
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

/** What a person knows each source by; where two would be called the same, the later one says which it is. */
function namedOnce(sources: readonly Source[]): ReadonlyMap<string, Source> {
  const named = new Map<string, Source>()
  for (const source of sources) {
    const name = source.kind === 'entry' ? `${basename(source.path)}/${source.entry}` : source.path
    named.set(named.has(name) ? `${name} (${source.path})` : name, source)
  }
  return named
}
