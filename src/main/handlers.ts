import { join } from 'node:path'
import { AppError, type ErrorCode } from '../shared/errors.ts'
import { COPILOT_PROVIDER } from '../shared/model.ts'
import type { Handlers } from '../shared/contract.ts'
import type { RepairResult } from '../shared/health.ts'
import type { Bookmark, Boot, Mark, MarkedRange, SessionRow, Turn } from '../shared/model.ts'
import type { Translate } from '../shared/strings/translateWith.ts'
import type { Agent } from './agent/port.ts'
import { contextBetween } from './archive/context.ts'
import { toMarkdown } from './archive/markdown.ts'
import { createExportFolder, suggestFileName, suggestZipName, unreadBecause, writeExport } from './archive/write.ts'
import { pathWithin, type Files } from './files/files.ts'
import { gitFacts } from './files/gitFacts.ts'
import type { Examinations } from './health/examinations.ts'
import type { Health } from './health/port.ts'
import type { History } from './history/port.ts'
import type { Notices } from './notices.ts'
import type { Providers } from './providers/providers.ts'
import type { Find } from './sessions/find.ts'
import type { Searching } from './sessions/searching.ts'
import { pictureAddress } from './sessions/pictures.ts'
import type { Sessions } from './sessions/sessions.ts'
import type { SettingsStore } from './settings/settings.ts'
import type { Shell } from './shell/port.ts'
import { resumeCommand } from './shell/resumeCommand.ts'

/** How many files are offered for what was typed. */
const MENTIONS = 30

/** What the operations stand on. */
export interface HandlerDeps {
  readonly agent: Agent
  readonly sessions: Sessions
  readonly health: Health
  readonly examinations: Examinations
  readonly find: Find
  /** What is read of logs without being held in memory. */
  readonly history: Pick<History, 'changes' | 'diffs' | 'texts'>
  readonly searching: Pick<Searching, 'run' | 'places' | 'names'>
  readonly files: Files
  readonly providers: Providers
  readonly settings: SettingsStore
  readonly shell: Shell
  readonly about: Pick<Boot, 'version' | 'platform' | 'locale' | 'user' | 'copilotHome'>
  readonly t: () => Translate
  /** Runs what takes sessions out of the trash for good, and lets all that is kept of them elsewhere go with them. */
  readonly forGood: <T>(work: () => Promise<T>) => Promise<T>
  /** The session not to open by itself because two launches with it failed; null otherwise. */
  readonly skipSession: string | null
  readonly notices: Pick<Notices, 'list' | 'remove'>
  readonly onBooted: () => void
}

/** Every operation of the contract, in its order: each a line or a few, the work is done below. */
export function createHandlers(deps: HandlerDeps): Handlers {
  const { agent, sessions, health, examinations, providers, settings, shell, about } = deps
  const { runner, queue, attachments, bookmarks, deleting } = sessions

  const boot = async (): Promise<Boot> => {
    const where = settings.where()
    const sessionId = where.sessionId === deps.skipSession ? null : where.sessionId
    const [opened, newSession] = await Promise.all([
      sessionId === null ? null : sessions.open(sessionId).catch(() => null),
      sessions.newSession(),
    ])
    deps.onBooted()
    return {
      ...about,
      settings: settings.get(),
      where: { ...where, sessionId: opened === null ? null : sessionId },
      list: { look: settings.look(), ...sessions.views.kept() },
      rows: sessions.rows(),
      opened,
      newSession,
      // Whoever asks for a fresh look starts the runtime, which would take its time from the first paint.
      providers: providers.known(),
      runtime: agent.status(),
      notices: deps.notices.list(),
    }
  }

  const between = async (
    id: string,
    until: string | null,
  ): Promise<{ readonly bookmark: Bookmark; readonly range: MarkedRange }> => {
    const bookmark = await bookmarks.get(id)
    return {
      bookmark,
      range: { since: markOf(bookmark), until: until === null ? null : markOf(await bookmarks.get(until)) },
    }
  }
  const markdown = (row: SessionRow, turns: readonly Turn[], since: Bookmark | null): string =>
    toMarkdown(row, turns, Date.now(), { t: deps.t(), locale: about.locale, since })

  return {
    'app.boot': boot,
    'app.restartRuntime': () => agent.restart(),
    'app.stopTrying': () => agent.stopTrying(),
    'app.dismissNotice': ({ kind }) => deps.notices.remove(kind),
    'clipboard.write': ({ text }) => shell.writeClipboard(text),
    'link.open': ({ url }) => shell.confirmAndOpenLink(url),
    'folder.pick': () => shell.pickFolder(),
    'folder.facts': ({ folder }) => gitFacts(folder),

    'session.list': () => sessions.rows(),
    'session.checkId': ({ id }) => sessions.checkId(id),
    'session.create': (wish) => sessions.create(wish),
    'session.open': ({ id }) => sessions.open(id),
    'session.history': ({ id, before, until }) => sessions.page(id, before, until),
    'session.send': ({ id, text, attachments: given }) => sessions.send(id, text, attachments.resolve(given)),
    'session.stop': ({ id }) => runner.stop(id),
    'session.fork': ({ id, at, draft }) =>
      sessions.fork(
        id,
        at,
        draft === null ? null : { text: draft.text, attachments: attachments.resolve(draft.attachments) },
      ),
    'session.previewRewind': ({ id, turnId }) => sessions.previewRewind(id, turnId),
    'session.rewind': ({ id, turnId, files, message, model }) =>
      sessions.rewind(id, turnId, {
        files,
        model,
        message:
          message === null ? null : { text: message.text, attachments: attachments.resolve(message.attachments) },
      }),
    'session.retry': ({ id, turnId, files, model }) => sessions.retry(id, turnId, { files, model }),
    'session.sentWith': ({ id, turnId }) => sessions.sentWith(id, turnId),
    'version.turns': ({ id, versionId }) => sessions.versionTurns(id, versionId),
    'version.restore': ({ id, versionId }) => sessions.restore(id, versionId),
    'session.continue': ({ id, turnId }) => sessions.continueTurn(id, turnId),
    'session.answer': ({ id, requestId, answer }) => sessions.answer(id, requestId, answer),
    'permission.list': ({ id }) => ({ rules: sessions.rules.list(), grants: id === null ? [] : sessions.grants(id) }),
    'permission.revoke': ({ ids }) => sessions.rules.revoke(ids),
    'permission.revokeSession': ({ id }) => sessions.revokeGrants(id),
    'session.setModel': ({ id, model, effort }) => sessions.setModel(id, model, effort),
    'session.setMode': ({ id, mode }) => sessions.setMode(id, mode),
    'file.find': ({ id, query }) => {
      const { kind, folder } = sessions.row(id)
      if (kind === 'chat' || folder === null) return { paths: [], complete: true }
      return deps.files.find(folder, query, MENTIONS)
    },
    'file.attach': async ({ id, path }) => {
      const { kind, folder } = sessions.row(id)
      if (kind === 'chat' || folder === null) throw new AppError('forbidden', 'path')
      return attachments.pick([await pathWithin(folder, path)])
    },
    'command.list': ({ id }) => sessions.commands(id),
    'command.run': ({ id, name, input }) => sessions.runCommand(id, name, input),
    'session.rename': ({ id, title }) => sessions.rename(id, title),
    'session.pin': ({ id, pinned }) => sessions.marks.pin(id, pinned),
    'session.tag': ({ id, tags }) => sessions.marks.tag(id, tags),
    'session.mark': ({ changes, work }) => sessions.marks.change(changes, work),
    'list.keepViews': ({ views }) => sessions.views.keep(views),
    'list.colourTag': ({ tag, colour }) => sessions.views.colour(tag, colour),
    'list.save': (look) => settings.setLook(look),
    'session.note': ({ id, notes }) => sessions.marks.note(id, notes),
    'session.delete': ({ ids, work }) => deleting.remove(ids, work),
    'session.markRead': ({ id, turnId }) => sessions.markRead(id, turnId),
    'session.markUnread': ({ id }) => sessions.markUnread(id),
    'session.takeOver': ({ id }) => sessions.takeOver(id),
    'session.recreate': ({ id }) => sessions.recreate(id),
    'session.tryAgain': ({ id, agreed }) => runner.tryAgain(id, agreed),
    'session.leaveResuming': ({ id }) => runner.leaveResuming(id),
    'session.continueElsewhere': ({ id, withQueue }) => sessions.continueElsewhere(id, withQueue),
    'session.carried': ({ id }) => sessions.carried(id),
    'session.leaveHistory': ({ id }) => sessions.leaveHistory(id),
    'session.setFolder': ({ id, folder }) => sessions.setFolder(id, folder),
    'session.resumeCommand': ({ id }) => {
      const { folder, problem } = sessions.row(id)
      const there = problem?.code === 'folderMissing' ? null : folder
      return resumeCommand({ id, folder: there, copilotHome: about.copilotHome }, about.platform)
    },
    'session.reveal': ({ id }) => shell.reveal(join(about.copilotHome, 'session-state', sessions.row(id).id)),
    'session.export': async ({ id, work, ...wish }) => {
      const path = await shell.pickSavePath(
        suggestFileName(sessions.row(id), wish.format, Date.now(), wish.redact),
        wish.format,
      )
      if (path === null) return null
      const [result] = await sessions.works.run(work, [id], async (one, signal) => {
        await sessions.exportTo(one, path, wish, signal)
        return {}
      })
      if (result === undefined) throw new AppError('cancelled')
      if (result.error !== null) throw new AppError(result.error.code as ErrorCode, result.error.message)
      return path
    },
    'session.exportMany': async ({ ids, zip = false, work, ...wish }) => {
      if (zip) {
        const path = await shell.pickSavePath(suggestZipName(Date.now()), 'zip')
        return path === null ? null : { folder: path, results: await sessions.exportZip(ids, path, wish, work) }
      }
      const folder = await shell.pickFolder()
      if (folder === null) return null
      const pathFor = createExportFolder(folder)
      const results = await sessions.works.run(work, ids, async (id, signal) => {
        const row = sessions.row(id)
        await sessions.exportTo(id, pathFor(suggestFileName(row, wish.format, Date.now(), wish.redact)), wish, signal)
        const lacking = unreadBecause(row.problem)
        if (lacking !== null) throw new AppError(lacking, id)
        return {}
      })
      return { folder, results }
    },
    'session.secrets': ({ ids, work, ...wish }) => sessions.findSecrets(ids, wish, work),
    'session.import': async ({ what, work }) => {
      const paths = await shell.pickImports(what)
      return paths.length === 0 ? null : sessions.importAll(paths, work)
    },

    'aside.ask': ({ id, run, question }) => sessions.asides.ask(id, run, question),
    'aside.stop': ({ run }) => sessions.asides.stop(run),
    'aside.close': ({ run }) => sessions.asides.close(run),

    'session.outline': ({ id }) => sessions.outline(id),
    'session.compact': ({ id, keep }) => sessions.compacting.compact(id, keep),
    'session.cancelCompaction': ({ id }) => sessions.compacting.cancel(id),
    'session.handOver': ({ id }) => sessions.compacting.handOver(id),
    'session.usage': ({ id }) => sessions.usage(id),

    'session.changes': ({ id }) => deps.history.changes(id),
    'session.diffs': ({ id, itemIds }) => deps.history.diffs(id, itemIds),

    'output.open': ({ place, ...key }) => deps.history.texts.open(key, place),
    'output.rows': ({ from, count, ...key }) => deps.history.texts.rows(key, from, count),
    'output.find': ({ query, matchCase, ...key }) => deps.history.texts.find(key, query, matchCase),
    'output.copy': async (key) => shell.writeClipboard(await deps.history.texts.whole(key)),
    'output.save': async (key) => {
      const text = await deps.history.texts.whole(key)
      const path = await shell.pickSavePath(`${sessions.row(key.id).id}-${key.part}.txt`, 'text')
      if (path !== null) await writeExport(path, text)
      return path
    },

    'find.run': (search) => deps.find.run(search),
    'find.refresh': ({ run }) => deps.find.refresh(run),
    'find.cancel': () => deps.find.cancel(),

    'search.run': (wish) => deps.searching.run(wish),
    'search.places': ({ query, keys }) => deps.searching.places(query, keys),
    'search.names': () => deps.searching.names(),

    'health.scan': ({ id, refused }) => examinations.run(id, (options) => health.scan(id, { ...options, refused })),
    'health.cancel': ({ id }) => examinations.cancel(id),
    'health.repair': async ({ id, refused }) => {
      const work = (): Promise<RepairResult> =>
        examinations.run(id, (options) => health.repair(id, { ...options, refused }))
      const result = await sessions.exclusively(id, work)
      // What stood in the way is mended.
      runner.leaveResuming(id)
      return result
    },
    'health.slim': ({ id }) =>
      sessions.exclusively(id, () => examinations.run(id, (options) => health.slim(id, options))),
    'health.undo': async ({ undoId }) => {
      const id = await health.sessionOf(undoId)
      if (id === null) throw new AppError('repairGone')
      await sessions.exclusively(id, () => health.undo(undoId))
    },

    'health.kept': () => health.kept(),
    'health.discard': ({ undoId }) => health.discard(undoId),

    'disk.measure': () => deps.files.measure(),
    'cleanup.preview': (rule) => sessions.previewCleanup(rule),

    'trash.list': () => deleting.list(),
    'trash.restore': ({ entryIds, work }) => deleting.restore(entryIds, work),
    'trash.reveal': async ({ entryId }) => shell.reveal(await deleting.pathOf(entryId)),
    'trash.purge': ({ entryIds, work }) => deps.forGood(() => deleting.purge(entryIds, work)),
    'work.cancel': ({ work }) => sessions.works.cancel(work),

    'prompt.list': () => sessions.prompts(),

    'draft.save': ({ id, draft }) => sessions.saveDraft(id, draft),
    'newSession.save': ({ draft }) => sessions.saveNewSession(draft),
    'reply.save': ({ id, requestId, text }) => sessions.saveReply(id, requestId, text),
    'anchor.save': ({ id, anchor }) => sessions.saveAnchor(id, anchor),
    'where.save': (where) => settings.setWhere(where),

    'queue.remove': ({ id, messageId }) => queue.remove(id, messageId),
    'queue.edit': ({ id, messageId, text }) => queue.edit(id, messageId, text),
    'queue.order': ({ id, ids }) => queue.order(id, ids),
    'queue.sendNow': ({ id, messageId }) => runner.sendNow(id, messageId),
    'queue.resume': ({ id }) => runner.resumeQueue(id),

    'attachment.pick': async ({ what }) => attachments.pick(await shell.pickAttachments(what)),
    'attachment.add': ({ items }) => attachments.add(items),
    'attachment.check': ({ ids }) => attachments.check(ids),
    'attachment.thumbnail': async ({ attachmentId }) => {
      const bytes = await attachments.picture(attachmentId)
      return bytes === null ? null : shell.thumbnail(bytes)
    },

    'attachment.reveal': async ({ id, turnId, index }) => shell.reveal(await sessions.sentPath(id, turnId, index)),
    'attachment.sent': async ({ id, turnId, index, whole }) => {
      const bytes = await sessions.sentPictures.read(id, turnId, index)
      return bytes === null ? null : whole ? pictureAddress(bytes) : shell.thumbnail(bytes)
    },

    'bookmark.add': (mark) => bookmarks.add(mark),
    'bookmark.update': ({ id, name, description }) => bookmarks.update(id, { name, description }),
    'bookmark.remove': ({ id }) => bookmarks.remove(id),
    'bookmark.list': () => bookmarks.list(null),
    'bookmark.context': async ({ id, until }) => {
      const { bookmark, range } = await between(id, until)
      const turns = contextBetween(await sessions.readAll(bookmark.sessionId), range)
      const messages = turns.flatMap((turn) => [turn.prompt, ...turn.items.filter((item) => item.kind === 'message')])
      return {
        markdown: markdown(sessions.row(bookmark.sessionId), turns, bookmark),
        messages: messages.filter((message) => message !== null).length,
      }
    },
    'bookmark.seed': async ({ id, until }) => {
      const { bookmark, range } = await between(id, until)
      return sessions.seed(bookmark.sessionId, range, bookmark.name)
    },

    'provider.list': () => providers.list(),
    'provider.test': (draft) => providers.test(draft),
    'provider.save': (draft) => providers.save(draft),
    'provider.remove': ({ id }) => providers.remove(id),
    'provider.discover': () => providers.discover(),
    'auth.state': () => agent.authState(),
    'auth.signIn': async ({ token, host }) => {
      const state = await agent.signIn(token, host)
      await providers.refresh(COPILOT_PROVIDER)
      if (!state.signedIn) throw new AppError('signInFailed', state.detail)
      return state
    },
    'auth.signOut': async () => {
      const state = await agent.signOut()
      await providers.refresh(COPILOT_PROVIDER)
      return state
    },

    'settings.set': (patch) => settings.set(patch),
  }
}

function markOf({ turnId, itemId }: Bookmark): Mark {
  return { turnId, itemId }
}
