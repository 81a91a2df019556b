import { createTranslate } from '../../shared/strings/translate.ts'
import type { Settings } from '../../shared/model.ts'
import type { AppState } from './state.ts'

/** What is assumed until main has answered. */
const settings: Settings = {
  theme: 'system',
  language: 'system',
  defaultProviderId: null,
  defaultModel: null,
  defaultKind: 'chat',
  onClose: 'ask',
  tray: true,
  sendKey: 'enter',
  diffView: 'unified',
  copilotHome: null,
  idTemplate: 'task-{topic}',
  trashDays: 30,
  compaction: { on: true, at: 0.8 },
  notifications: { needsYou: true, done: true, failed: true },
  codeWrap: false,
  codeNumbers: false,
  savedSearches: [],
  welcomed: true,
}

/** The state before main has answered. */
export function initialState(): AppState {
  return {
    phase: 'loading',
    bootFailure: null,
    version: '',
    platform: 'linux',
    locale: 'en',
    user: '',
    copilotHome: '',
    settings,
    providers: [],
    runtime: { state: 'stopped' },
    online: true,
    notices: [],
    indexing: null,
    language: 'en',
    dateLocale: 'en',
    t: createTranslate('en'),
    now: 0,
    rows: new Map(),
    entries: [],
    hidden: 0,
    waiting: 0,
    filter: '',
    opened: new Map(),
    openFailures: new Map(),
    examined: new Map(),
    repaired: new Map(),
    place: { kind: 'start' },
    activeId: null,
    sidebarOpen: true,
    sidebarWidth: 288,
    inspectorOpen: false,
    drawerOpen: false,
    inspectorDrawerOpen: false,
    inspectorTab: 'session',
    dialog: null,
    jump: null,
    composerFocus: 0,
    toasts: [],
  }
}
