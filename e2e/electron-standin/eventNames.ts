/**
 * The events that may be listened to. Some, marked by their own line, never happen here, but listening to them is
 * harmless and usual; everything else throws by name, so that nobody waits for what cannot come.
 */

/** Events of `app`. */
export const appEventNames: ReadonlySet<string> = new Set([
  'ready',
  'will-finish-launching',
  'window-all-closed',
  'activate',
  'before-quit',
  'will-quit',
  'quit',
  'second-instance',
  'web-contents-created',
  'browser-window-created',
  'browser-window-focus',
  'browser-window-blur',
  'render-process-gone',
  // Never by themselves: tests may emit them.
  'open-url',
  'open-file',
  'child-process-gone',
  'session-created',
  'certificate-error',
  'continue-activity',
  'did-become-active',
])

/** Events of `webContents`. */
export const webContentsEvents: ReadonlySet<string> = new Set([
  'did-finish-load',
  'did-fail-load',
  'did-fail-provisional-load',
  'dom-ready',
  'did-start-loading',
  'did-stop-loading',
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  'did-navigate',
  'did-frame-navigate',
  'did-navigate-in-page',
  'page-title-updated',
  'render-process-gone',
  'preload-error',
  'console-message',
  'before-input-event',
  'context-menu',
  'destroyed',
  'devtools-opened',
  'devtools-closed',
  'will-prevent-unload',
  'ipc-message',
  'found-in-page',
  'zoom-changed',
  'focus',
  'blur',
  // Never here.
  'will-attach-webview',
  'did-attach-webview',
  'did-create-window',
  'unresponsive',
  'responsive',
])

/** Events of `BrowserWindow`. */
export const windowEvents: ReadonlySet<string> = new Set([
  'ready-to-show',
  'close',
  'closed',
  'show',
  'hide',
  'focus',
  'blur',
  'resize',
  'resized',
  'will-resize',
  'move',
  'moved',
  'will-move',
  'maximize',
  'unmaximize',
  'minimize',
  'restore',
  'enter-full-screen',
  'leave-full-screen',
  'page-title-updated',
  'always-on-top-changed',
  // Never here.
  'unresponsive',
  'responsive',
  'session-end',
  'query-session-end',
])

/** Events of `session`. */
export const sessionEvents: ReadonlySet<string> = new Set([
  // Never here: downloads are refused.
  'will-download',
  'spellcheck-dictionary-initialized',
  'spellcheck-dictionary-download-failure',
])
