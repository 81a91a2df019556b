import { mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError, type ErrorCode } from '../../shared/errors.ts'
import { isFaultOfPlace, type ExportFormat, type FoundSecret, type FoundSecrets } from '../../shared/exporting.ts'
import type { ItemResult } from '../../shared/model/keeping.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { Language } from '../../shared/strings/language.ts'
import type { Archive } from '../archive/archive.ts'
import { carried, type Carried } from '../archive/carried.ts'
import type { Range } from '../archive/choice.ts'
import { toExportError } from '../archive/faults.ts'
import type { ExportSpec } from '../archive/methods.ts'
import { createExportFolder, suggestFileName, unreadBecause, writeText } from '../archive/write.ts'
import type { Library } from '../library/port.ts'
import { gather, type Belongings } from '../trash/belongings.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversations } from './conversations.ts'
import type { CutExport, UnfinishedExports } from './unfinishedExports.ts'
import type { Works } from './works.ts'

/** What of a session is written, as the window asks for it. */
export interface ExportWish {
  readonly format: ExportFormat
  readonly sinceBookmarkId?: string | null
  readonly untilBookmarkId?: string | null | undefined
  readonly range?: Exclude<Range, { kind: 'since' }> | undefined
  readonly tools?: boolean | undefined
  readonly reasoning?: boolean | undefined
  readonly redact?: boolean | undefined
}

/** Sessions that leave as files. */
export interface Exporting {
  /** Writes a session; what is at `path` is replaced. Nothing is left of it when `signal` ends it. */
  exportTo(id: string, path: string, wish: ExportWish, signal: AbortSignal): Promise<void>
  /** Should the app end before `write` does, the next start tells of it. */
  during<T>(cut: CutExport, write: () => Promise<T>): Promise<T>
  /** Writes a text; what is at `path` is replaced. */
  saveText(path: string, text: string): Promise<void>
  /**
   * Writes sessions into one zip, which is there only when all that could be written is in it; one that could not be read whole
   * has an error, whatever was written of it. Nothing is left when the work is cancelled, or when there is no room; then it rejects.
   */
  exportZip(ids: readonly string[], path: string, wish: ExportWish, work?: string): Promise<readonly ItemResult[]>
  /** What is likely a secret in what would be written. */
  findSecrets(ids: readonly string[], wish: ExportWish, work?: string): Promise<FoundSecrets>
}

export interface ExportingDeps {
  readonly archive: Pick<Archive, 'write' | 'secrets' | 'zip'>
  readonly library: Library
  readonly catalogue: () => Catalogue
  readonly conversations: Conversations
  readonly unfinished: Pick<UnfinishedExports, 'beside' | 'during'>
  readonly works: Works
  /** Where our own copies of pictures are kept. */
  readonly attachmentsFolder: string
  readonly language: () => Language
  /** BCP 47, for dates. */
  readonly locale: string
  readonly now: () => number
}

/** See {@link Exporting}. */
export function createExporting(deps: ExportingDeps): Exporting {
  const { archive, library, catalogue, conversations, unfinished, works } = deps

  const specOf = async (id: string, wish: ExportWish): Promise<ExportSpec> => {
    const session = catalogue().row(id)
    if (session === null) throw new AppError('sessionMissing', id)
    const belongings = await gather(library, id)
    const state = conversations.get(id)?.feed.state()
    const kept = carriedOf(belongings)
    const names = [...(kept.draft === null ? [] : [kept.draft]), ...kept.queue].flatMap(({ attachments }) =>
      attachments.map(({ asset }) => asset),
    )
    return {
      session,
      choice: {
        format: wish.format,
        range: await rangeOf(wish),
        tools: wish.tools ?? true,
        reasoning: wish.reasoning ?? true,
        redact: wish.redact ?? false,
      },
      language: deps.language(),
      locale: deps.locale,
      bookmarks: belongings.bookmarks,
      overlay: {
        partials: belongings.partials,
        given: belongings.given,
        usage: belongings.usage.map(({ turnId, usage }) => ({ turnId, usage })),
        newer: [...(state?.turns ?? []), ...(state?.active ? [state.active] : [])],
      },
      carried: kept,
      assets: [...new Set(names)].map((name) => ({ name, path: join(deps.attachmentsFolder, name) })),
      at: deps.now(),
    }
  }
  const bookmarkOf = async (id: string): Promise<Bookmark> => {
    const bookmark = await library.bookmark(id)
    if (bookmark === null) throw new AppError('bookmarkMissing', id)
    return bookmark
  }
  const rangeOf = async (wish: ExportWish): Promise<Range> => {
    const { sinceBookmarkId: since = null, untilBookmarkId: until = null, range = { kind: 'all' } } = wish
    if (since === null) return range
    const bookmark = await bookmarkOf(since)
    return { kind: 'since', bookmark, until: until === null ? null : await bookmarkOf(until) }
  }

  return {
    exportTo: (id, path, wish, signal) =>
      unfinished.beside(path, async (beside) => {
        await archive.write({ ...(await specOf(id, wish)), path, beside }, signal)
      }),
    during: (cut, write) => unfinished.during(cut, write, () => works.hasEnded()),
    saveText: (path, text) => unfinished.beside(path, (beside) => writeText(path, beside, text)),
    exportZip: (ids, path, wish, work) =>
      unfinished.beside(path, async (folder) => {
        await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
          throw toExportError(error, path)
        })
        const files: { path: string; name: string }[] = []
        const nameFor = createExportFolder(folder)
        let fault: AppError | null = null
        const write = async (id: string, signal: AbortSignal): Promise<object> => {
          // Half a zip would be none.
          if (fault !== null) throw new AppError('cancelled')
          const row = catalogue().row(id)
          if (row === null) throw new AppError('sessionMissing', id)
          const file = nameFor(suggestFileName(row, wish.format, deps.now(), wish.redact))
          const spec = { ...(await specOf(id, wish)), path: file, beside: `${file}.part` }
          await archive.write(spec, signal).catch((error: unknown) => {
            if (!(error instanceof AppError) || !isFaultOfPlace(error.code)) throw error
            // What a person knows is where the zip was to be.
            fault = new AppError(error.code, dirname(path), { cause: error })
            throw new AppError('cancelled')
          })
          files.push({ path: file, name: basename(file) })
          const lacking = unreadBecause(row.problem)
          if (lacking !== null) throw new AppError(lacking, id)
          return {}
        }
        // Of many sessions that takes a while, too.
        const putTogether = async (signal: AbortSignal): Promise<void> => {
          if (fault !== null) throw fault
          signal.throwIfAborted()
          if (files.length > 0) await archive.zip(path, join(folder, '.part'), files, signal)
        }
        return works.run(work, ids, write, { last: putTogether })
      }),
    findSecrets: async (ids, wish, work) => {
      const found: FoundSecret[] = []
      const counts = { more: false }
      const failed = await works.run(work, ids, async (id, signal) => {
        const { secrets, more: others } = await archive.secrets(await specOf(id, wish), signal)
        found.push(...secrets)
        counts.more ||= others
        return {}
      })
      // Of many, what can't be looked at can't be written either, and is told then.
      const error = ids.length === 1 ? failed[0]?.error : null
      if (error != null) throw new AppError(error.code as ErrorCode, error.message)
      if (failed.length < new Set(ids).size) throw new AppError('cancelled')
      return { secrets: found.slice(0, MOST_FOUND), more: counts.more || found.length > MOST_FOUND }
    },
  }
}

/** More likely secrets than this are not listed. */
const MOST_FOUND = 500

/** What goes along of what the library holds: what was allowed stays here, and so does what names a place on this disk. */
function carriedOf({ record, draft, queue, replies, partials, prompts, usage, context }: Belongings): Carried {
  const own = <T extends { readonly attachments: readonly { readonly asset: string | null }[] }>(value: T): T => ({
    ...value,
    attachments: value.attachments.filter(({ asset }) => asset !== null),
  })
  return carried.parse({
    draft: draft === null ? null : own(draft),
    queue: queue.map(own),
    replies,
    partials: partials.map((turn) => ({
      ...turn,
      items: turn.items.filter(({ kind }) => kind === 'message' || kind === 'tool'),
    })),
    prompts,
    usage,
    handoff: record?.handoff ?? null,
    context,
  })
}
