import { existsSync } from 'node:fs'
import { carriedIn, withHistory } from '../../shared/carried.ts'
import { lastSummary } from '../../shared/compaction.ts'
import { isAsideId } from '../../shared/aside.ts'
import { AppError } from '../../shared/errors.ts'
import { checkIdForm } from '../../shared/idForm.ts'
import type { MarkedRange, SessionKind, SessionRow } from '../../shared/model/session.ts'
import type { Carried, Turn } from '../../shared/model/turn.ts'
import { contextBetween } from '../archive/context.ts'
import type { History } from '../history/port.ts'
import type { Library } from '../library/port.ts'
import type { SessionRecord } from '../library/port.ts'
import { giveBack } from '../trash/belongings.ts'
import { historyBudget, historyOf, type HistoryWords } from './carriedHistory.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversations } from './conversations.ts'
import type { Deleting } from './deleting.ts'
import type { LadderFacts } from './ladder.ts'
import { nextMove } from './ladder.ts'
import type { Queue } from './queue.ts'
import type { ModelChoice } from './runner.ts'
import { isUnsent } from './unsent.ts'

/** A session that is to be. */
export interface NewSession {
  readonly id: string
  readonly title: string
  readonly kind: SessionKind
  readonly folder: string | null
  readonly model: ModelChoice
}

/** Sessions that begin: new ones, ones that begin anew, and ones that continue another. */
export interface Beginning {
  checkId(id: string): Promise<null | 'idInvalid' | 'idReserved' | 'idTaken' | 'idOfMissing'>
  create(wish: NewSession): Promise<SessionRow>
  /** Begins anew under the id of a session that is proven missing or empty; rejects with `idTaken`, changing nothing. */
  recreate(id: string): Promise<void>
  /** A new, unsent session whose first message carries what was said in `id`, which stays as it is. */
  continueElsewhere(id: string, withQueue: boolean, summary?: string | null): Promise<SessionRow>
  /** The same with a part of it only. Rejects with `bookmarkMissing` when an end of it is gone. */
  seed(id: string, range: MarkedRange, name: string): Promise<SessionRow>
  /** One of those for each model, named after it, with the same draft in each. None is made when the history is not there. */
  compare(
    id: string,
    range: MarkedRange,
    name: string,
    models: readonly ModelChoice[],
    draft: string,
  ): Promise<readonly SessionRow[]>
  /** What the first message of a session will carry; null where none will. Rejects with `historyGone`. */
  carried(id: string): Promise<Carried | null>
  /** What the model is given in place of a session's first message; undefined where that is the message itself. */
  withHistory(id: string, text: string): Promise<string | undefined>
  /** Lets a session begin without what it was to carry. */
  leaveHistory(id: string): Promise<void>
}

export interface BeginningDeps {
  readonly history: History
  readonly freeId: (id: string) => Promise<string>
  readonly catalogue: () => Catalogue
  readonly conversations: Conversations
  readonly queue: Queue
  readonly library: Library
  readonly deleting: Pick<Deleting, 'isArriving' | 'setAside'>
  readonly facts: (id: string) => Promise<Omit<LadderFacts, 'scan' | 'othersRunning'>>
  readonly chooseFor: (model: string | null) => ModelChoice | null
  /** Tokens that a model takes; null where that is not known. */
  readonly contextLimit: (choice: ModelChoice) => number | null
  readonly words: () => HistoryWords & { readonly continuedTitle: (title: string) => string }
  readonly now: () => number
}

/** See {@link Beginning}. */
export function createBeginning(deps: BeginningDeps): Beginning {
  const { history, catalogue, conversations, queue, deleting } = deps

  // File systems may ignore case: two ids that differ only in it would share a folder.
  const likeListed = (id: string): SessionRow | undefined => {
    const lower = id.toLowerCase()
    return catalogue()
      .rows()
      .find((row) => row.id.toLowerCase() === lower)
  }
  const takenBy = async (id: string): Promise<null | 'idTaken' | 'idOfMissing'> => {
    // Under such a name nothing is listed.
    if (isAsideId(id) || deleting.isArriving(id) || (await history.get(id)) !== null) return 'idTaken'
    const row = likeListed(id)
    if (row === undefined) return catalogue().has(id) ? 'idTaken' : null
    return row.id === id && row.problem?.code === 'missing' ? 'idOfMissing' : 'idTaken'
  }

  const source = (id: string): string | null => {
    const record = catalogue().record(id)
    // A crash may have come between its first message and our note of it: that one carried everything.
    return isUnsent(record, catalogue().disk(id)) && record?.lineage?.kind === 'continued' ? record.lineage.from : null
  }
  const historyFor = async (id: string): Promise<ReturnType<typeof historyOf>> => {
    const from = source(id)
    if (from === null) return null
    const { providerId = null, model = null } = catalogue().record(id) ?? {}
    const limit = providerId === null || model === null ? null : deps.contextLimit({ providerId, model })
    const range = catalogue().record(id)?.lineage?.range
    const turns =
      range === undefined ? await readWhole(from, new Set()) : contextBetween(await conversations.readAll(from), range)
    // What was asked for is a part: a summary of the whole has no place in it.
    const summary = range === undefined ? (catalogue().record(id)?.handoff ?? lastSummary(turns)) : null
    const found = historyOf(from, turns, historyBudget(limit), deps.words(), summary)
    if (found === null) throw new AppError('historyGone', from)
    return found
  }

  /** What was said in a session, after what was said in those that it continues. */
  const readWhole = async (id: string, seen: Set<string>): Promise<readonly Turn[]> => {
    seen.add(id)
    const turns = await conversations.readAll(id)
    const before = turns.find((turn) => turn.prompt?.carried !== undefined)?.prompt?.carried?.from
    return before === undefined || seen.has(before) ? turns : [...(await readWhole(before, seen)), ...turns]
  }

  const checkRange = async (id: string, range: MarkedRange): Promise<void> => {
    if (contextBetween(await conversations.readAll(id), range).length === 0) throw new AppError('historyGone', id)
  }

  /** A session that is to begin with what was said in another. */
  const follow = async (id: string, more: Pick<SessionRecord, 'title'> & Partial<SessionRecord>): Promise<string> => {
    const from = rowOf(catalogue(), id)
    const chosen =
      from.providerId !== null && from.model !== null
        ? { providerId: from.providerId, model: from.model }
        : deps.chooseFor(from.model)
    if (chosen === null) throw new AppError('providerMissing')
    const next = await deps.freeId(id)
    const kind = from.kind ?? (from.folder === null ? 'chat' : 'agent')
    const works = kind === 'agent' && from.folder !== null && existsSync(from.folder)
    await catalogue().patch(next, {
      // An agent works in its folder only: without it, it goes on as a chat.
      kind: works ? 'agent' : 'chat',
      folder: works ? from.folder : null,
      ...chosen,
      createdAt: deps.now(),
      unsent: true,
      nameSeen: '',
      lineage: { from: id, kind: 'continued' },
      ...more,
    })
    return next
  }

  return {
    checkId: async (id) => checkIdForm(id) ?? (await takenBy(id)),
    create: async ({ id, title, kind, folder, model }) => {
      const wrong = checkIdForm(id) ?? (await takenBy(id))
      if (wrong !== null) throw new AppError(wrong, id)
      if (kind === 'agent' && (folder === null || !existsSync(folder)))
        throw new AppError('folderMissing', folder ?? '')
      await catalogue().patch(id, {
        title: title.trim() === '' ? null : title.trim(),
        kind,
        folder: kind === 'agent' ? folder : null,
        ...model,
        createdAt: deps.now(),
        unsent: true,
        nameSeen: '',
      })
      return rowOf(catalogue(), id)
    },
    recreate: async (id) => {
      const facts = { ...(await deps.facts(id)), scan: null, othersRunning: 0 }
      // Under such a name nothing is listed.
      if (isAsideId(id) || deleting.isArriving(id) || nextMove([], facts, 'recreate').do !== 'recreate')
        throw new AppError('idTaken', id)
      const disk = catalogue().disk(id)
      const named = disk?.userNamed === true ? disk.name : null
      const before = catalogue().record(id)
      await catalogue().during(id, async () => {
        // Even an empty file is not begun over: what there is of it goes into the trash, and what was typed comes back.
        if (disk !== null) {
          const kept = await deleting.setAside(id)
          await giveBack(deps.library, id, { ...kept, record: null })
          await catalogue().adopt(id, kept)
        }
        conversations.drop(id)
        queue.drop(id)
        await catalogue().patch(id, {
          ...before,
          title: before?.title ?? named,
          unsent: true,
          lastOutcome: null,
          lastError: null,
          seen: null,
        })
      })
    },
    continueElsewhere: async (id, withQueue, summary = null) => {
      if ((await conversations.readAll(id)).length === 0) throw new AppError('historyGone', id)
      const next = await follow(id, {
        title: deps.words().continuedTitle(rowOf(catalogue(), id).title),
        ...(summary === null ? {} : { handoff: summary }),
      })
      if (withQueue) await queue.move(id, next)
      return rowOf(catalogue(), next)
    },
    seed: async (id, range, name) => {
      await checkRange(id, range)
      return rowOf(catalogue(), await follow(id, { title: name, lineage: { from: id, kind: 'continued', range } }))
    },
    compare: async (id, range, name, models, draft) => {
      await checkRange(id, range)
      const rows: SessionRow[] = []
      for (const choice of models) {
        const title = `${name} · ${choice.model}`
        const next = await follow(id, { title, ...choice, lineage: { from: id, kind: 'continued', range } })
        if (draft !== '') {
          const end = draft.length
          await deps.library.putDraft(next, { text: draft, selectionStart: end, selectionEnd: end, attachments: [] })
          catalogue().setDraft(next, true)
        }
        rows.push(rowOf(catalogue(), next))
      }
      return rows
    },
    carried: async (id) => (await historyFor(id))?.carried ?? null,
    withHistory: async (id, text) => {
      const found = await historyFor(id)
      if (found === null) return undefined
      const given = withHistory(found.text, found.carried, text)
      // Whoever quotes the element themselves would hide what was carried.
      return carriedIn(given, text) === null ? `${found.text}\n\n${text}` : given
    },
    leaveHistory: (id) => catalogue().patch(id, { lineage: null, handoff: null }),
  }
}

function rowOf(catalogue: Catalogue, id: string): SessionRow {
  const row = catalogue.row(id)
  if (row === null) throw new AppError('sessionMissing', id)
  return row
}
