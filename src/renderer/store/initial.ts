import { defaultSettings } from '../../shared/defaultSettings.ts'
import { firstLook } from '../../shared/listing.ts'
import type { Settings } from '../../shared/model/settings.ts'
import { noPanes } from '../panes/layout.ts'
import type { AppState } from './state.ts'

/** What is assumed until main has answered; nobody is welcomed before that. */
const settings: Settings = { ...defaultSettings, welcomed: true }

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
    indexed: 0,
    language: 'en',
    dateLocale: 'en',
    t: (key) => key,
    now: 0,
    rows: new Map(),
    listing: false,
    entries: [],
    hidden: 0,
    waiting: 0,
    filter: '',
    filterBox: '',
    viewId: firstLook.viewId,
    grouping: firstLook.grouping,
    sort: firstLook.sort,
    views: [],
    tagColours: {},
    collapsed: new Set(),
    selection: new Set(),
    selecting: false,
    working: null,
    opened: new Map(),
    openFailures: new Map(),
    examined: new Map(),
    repaired: new Map(),
    place: { kind: 'start' },
    ...noPanes,
    panesAside: new Set(),
    keptUnread: new Set(),
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
