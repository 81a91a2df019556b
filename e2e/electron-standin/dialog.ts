import { assertReady } from './core.ts'
import { strict } from './strict.ts'
import type { BrowserWindow } from './window.ts'

type WindowOr<T> = BrowserWindow | T

function asked(): void {
  assertReady('dialog module can only be used after app is ready')
}

/** Of `(window, options)` and `(options)`, the options. */
function optionsOf<T extends object>(first: WindowOr<T>, second?: T): T {
  return second ?? (first as T)
}

function messageBoxAnswer(options: Electron.MessageBoxOptions): number {
  if (options.cancelId !== undefined) return options.cancelId
  const at = (options.buttons ?? []).findIndex((label) => /^&?(cancel|no)$/i.test(label))
  return Math.max(at, 0)
}

/** `dialog`: nobody is there to answer, so all are cancelled; tests put their own functions in place. */
export const dialog = strict('dialog', {
  showOpenDialog(
    first: WindowOr<Electron.OpenDialogOptions>,
    second?: Electron.OpenDialogOptions,
  ): Promise<Electron.OpenDialogReturnValue> {
    asked()
    void optionsOf(first, second)
    return Promise.resolve({ canceled: true, filePaths: [] })
  },
  showOpenDialogSync(
    first: WindowOr<Electron.OpenDialogSyncOptions>,
    second?: Electron.OpenDialogSyncOptions,
  ): string[] | undefined {
    asked()
    void optionsOf(first, second)
    return undefined
  },
  showSaveDialog(
    first: WindowOr<Electron.SaveDialogOptions>,
    second?: Electron.SaveDialogOptions,
  ): Promise<Electron.SaveDialogReturnValue> {
    asked()
    void optionsOf(first, second)
    return Promise.resolve({ canceled: true, filePath: '' })
  },
  showSaveDialogSync(first: WindowOr<Electron.SaveDialogSyncOptions>, second?: Electron.SaveDialogSyncOptions): string {
    asked()
    void optionsOf(first, second)
    return ''
  },
  showMessageBox(
    first: WindowOr<Electron.MessageBoxOptions>,
    second?: Electron.MessageBoxOptions,
  ): Promise<Electron.MessageBoxReturnValue> {
    asked()
    const options = optionsOf(first, second)
    return Promise.resolve({ response: messageBoxAnswer(options), checkboxChecked: options.checkboxChecked ?? false })
  },
  showMessageBoxSync(first: WindowOr<Electron.MessageBoxSyncOptions>, second?: Electron.MessageBoxSyncOptions): number {
    asked()
    return messageBoxAnswer(optionsOf(first, second))
  },
  showErrorBox(title: string, content: string): void {
    console.error(`${title}\n${content}`)
  },
})
