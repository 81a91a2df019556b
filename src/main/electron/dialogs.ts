import { join } from 'node:path'
import { app, dialog, shell } from 'electron'
import type { BrowserWindow, MessageBoxOptions, OpenDialogOptions } from 'electron'
import { exportEndings } from '../../shared/exporting.ts'
import { AppError, type Failure } from '../../shared/errors.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { shortened } from '../shell/glyphs.ts'
import type { SaveFormat } from '../shell/port.ts'
import { openableLink, shownLink } from '../shell/links.ts'
import { startFailureText } from '../shell/startFailure.ts'

/** Titles that the question at quitting names; of the others it says how many there are. */
const NAMED = 5

/** The questions that main asks itself, so that no page can answer them. */
export interface Dialogs {
  pickSavePath(suggestion: string, format: SaveFormat): Promise<string | null>
  pickFolder(): Promise<string | null>
  pickAttachments(what: 'files' | 'folder'): Promise<readonly string[]>
  pickImports(what: 'files' | 'folder'): Promise<readonly string[]>
  confirmAndOpenLink(url: string): Promise<boolean>
  /** Null when the person did neither. */
  askClosing(): Promise<'tray' | 'quit' | null>
  /** Whether to quit although these sessions run. */
  askQuitting(titles: readonly string[]): Promise<boolean>
  /** Whether to quit although what was typed can't be written. */
  askUnsaved(): Promise<boolean>
  askReload(): Promise<boolean>
  /** Why the app can't start, and whether to try again. */
  askTryAgain(failure: Failure, logPath: string): Promise<boolean>
}

export interface DialogDeps {
  readonly t: () => Translate
  /** The window to ask in; null asks on its own. */
  readonly parent: () => BrowserWindow | null
}

/** Dialogs of the system, in the person's language. */
export function createDialogs({ t, parent }: DialogDeps): Dialogs {
  let linkAsked = false
  const ask = async (options: MessageBoxOptions): Promise<number> => {
    const window = parent()
    const shown = { noLink: true, ...options }
    const { response } = await (window === null ? dialog.showMessageBox(shown) : dialog.showMessageBox(window, shown))
    return response
  }
  const pickMany = async (options: OpenDialogOptions): Promise<readonly string[]> => {
    const window = parent()
    const { canceled, filePaths } = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options))
    return canceled ? [] : filePaths
  }

  return {
    pickSavePath: async (suggestion, format) => {
      const extension = { ...exportEndings, text: 'txt', zip: 'zip' }[format]
      const options = {
        title: t()(format === 'text' ? 'dialog.saveText.title' : 'dialog.export.title'),
        defaultPath: join(app.getPath('documents'), suggestion),
        filters: [{ name: t()(`file.${format}`), extensions: [extension] }],
        // Only Linux has to be asked to ask.
        properties: ['createDirectory', 'showOverwriteConfirmation'] as (
          'createDirectory' | 'showOverwriteConfirmation'
        )[],
      }
      const window = parent()
      const { canceled, filePath } = await (window === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(window, options))
      return canceled || filePath === '' ? null : filePath
    },
    pickFolder: async () => {
      const options = {
        title: t()('dialog.folder.title'),
        buttonLabel: t()('dialog.folder.choose'),
        properties: ['openDirectory', 'createDirectory'] as ('openDirectory' | 'createDirectory')[],
      }
      const window = parent()
      const { canceled, filePaths } = await (window === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options))
      return canceled ? null : (filePaths[0] ?? null)
    },
    pickAttachments: (what) =>
      pickMany({
        title: t()(what === 'files' ? 'dialog.attach.files' : 'dialog.attach.folder'),
        buttonLabel: t()('dialog.attach.choose'),
        // One system's dialog shows files or folders, never both.
        properties: what === 'files' ? ['openFile', 'multiSelections'] : ['openDirectory'],
      }),
    pickImports: (what) =>
      pickMany({
        title: t()(what === 'files' ? 'dialog.import.files' : 'dialog.import.folder'),
        buttonLabel: t()('dialog.import.choose'),
        ...(what === 'files' ? { filters: [{ name: t()('file.archive'), extensions: ['json', 'zip'] }] } : {}),
        // The folder of another home begins with a dot.
        properties: what === 'files' ? ['openFile', 'multiSelections'] : ['openDirectory', 'showHiddenFiles'],
      }),
    confirmAndOpenLink: async (address) => {
      const url = openableLink(address)
      if (url === null) throw new AppError('linkRefused')
      // A page that asks again and again must not bury the person under questions.
      if (linkAsked) return false
      linkAsked = true
      try {
        const { host, protocol } = new URL(url)
        const answer = await ask({
          type: 'question',
          message: protocol === 'mailto:' ? t()('dialog.link.mail') : t()('dialog.link.message', { host }),
          detail: shownLink(url),
          buttons: [t()('dialog.link.open'), t()('common.cancel')],
          defaultId: 0,
          cancelId: 1,
        })
        if (answer !== 0) return false
        await shell.openExternal(url)
        return true
      } finally {
        linkAsked = false
      }
    },
    askClosing: async () => {
      const answer = await ask({
        type: 'question',
        message: t()('dialog.close.message'),
        detail: t()('dialog.close.detail'),
        buttons: [t()('dialog.close.keep'), t()('dialog.close.quit'), t()('common.cancel')],
        defaultId: 0,
        cancelId: 2,
      })
      return answer === 0 ? 'tray' : answer === 1 ? 'quit' : null
    },
    askQuitting: async (titles) => {
      const named = titles.slice(0, NAMED).map((title) => `• ${shortened(title, 80)}`)
      const more = titles.length - named.length
      const list = more > 0 ? [...named, t()('dialog.quit.more', { count: more })] : named
      const answer = await ask({
        type: 'warning',
        message: t()('dialog.quit.message', { count: titles.length }),
        detail: t()('dialog.quit.detail', { titles: list.join('\n') }),
        buttons: [t()('dialog.quit.quit'), t()('common.cancel')],
        defaultId: 1,
        cancelId: 1,
      })
      return answer === 0
    },
    askUnsaved: async () => {
      const answer = await ask({
        type: 'warning',
        message: t()('dialog.unsaved.message'),
        detail: t()('dialog.unsaved.detail'),
        buttons: [t()('dialog.quit.quit'), t()('common.cancel')],
        defaultId: 1,
        cancelId: 1,
      })
      return answer === 0
    },
    askReload: async () => {
      const answer = await ask({
        type: 'error',
        message: t()('dialog.crash.message'),
        detail: t()('dialog.crash.detail'),
        buttons: [t()('dialog.crash.reload'), t()('dialog.quit.quit')],
        defaultId: 0,
        cancelId: 1,
      })
      return answer === 0
    },
    askTryAgain: async (failure, logPath) => {
      const answer = await ask({
        type: 'error',
        message: t()('dialog.start.title'),
        detail: startFailureText(t(), failure, logPath),
        buttons: [t()('common.retry'), t()('dialog.quit.quit')],
        defaultId: 0,
        cancelId: 1,
      })
      return answer === 0
    },
  }
}
