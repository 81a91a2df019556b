import { z } from 'zod'
import { cleanupOnly, cleanupPaces } from '../../shared/cleanup.ts'
import { defaultSettings } from '../../shared/defaultSettings.ts'
import { firstLook, groupings, MOST_COLLAPSED, sorts } from '../../shared/listing.ts'
import type { ListLook } from '../../shared/listing.ts'
import type { Where } from '../../shared/model/boot.ts'
import { LEAST_LIMIT, MOST_LIMIT } from '../../shared/model/provider.ts'
import type { Model, Provider } from '../../shared/model/provider.ts'
import type { Settings } from '../../shared/model/settings.ts'
import { MOST_FOLDER_TEMPLATES, MOST_SAVED_SEARCHES } from '../../shared/model/settings.ts'
import { MOST_PANES } from '../../shared/panes.ts'

/** The version of the file that this build writes. */
export const SETTINGS_VERSION = 1

/** What the window shows when nothing is known yet. */
export const defaultWhere: Where = {
  sessionId: null,
  panes: [],
  sidebarOpen: true,
  sidebarWidth: 288,
  inspectorOpen: false,
}

/** Where the window was, in screen coordinates; `maximised` and `fullScreen` come on top of the normal bounds. */
export interface WindowPlace {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly maximised: boolean
  readonly fullScreen: boolean
}

/** A provider that a person added, without its key. */
export interface ProviderEntry {
  readonly id: string
  readonly kind: Extract<Provider['kind'], 'openai' | 'anthropic' | 'azure'>
  readonly name: string
  readonly baseUrl: string
  /** Ids that the person chose; empty means whatever the provider offers. */
  readonly models: readonly string[]
  /** Tokens that a request may have, of the models of which the provider told it; left out where it told none. */
  readonly limits?: Readonly<Record<string, number>> | undefined
  /** The same, of those for which the person set it: goes before what the provider tells. */
  readonly ownLimits?: Readonly<Record<string, number>> | undefined
}

/** How launches went: `pending` is true from the start of a launch until it is known to have worked. */
export interface LaunchJournal {
  readonly pending: boolean
  /** Launches in a row that did not get as far as showing the session. */
  readonly failures: number
}

/** Everything that the file holds. */
export interface SettingsFile {
  readonly settings: Settings
  readonly where: Where
  readonly list: ListLook
  readonly window: WindowPlace | null
  readonly launch: LaunchJournal
  readonly providers: readonly ProviderEntry[]
  /** The models of the Copilot account as they were seen last, so that they can be named before the runtime runs. */
  readonly copilotModels: readonly Model[]
}

// Each field has its own `catch`: a bad one falls back alone, and takes nothing with it.
const kept = <T>(schema: z.ZodType<T>, fallback: T): z.ZodType<T> => schema.catch(fallback)
const name = z.string().min(1).max(512)
const d = defaultSettings

const settings = z.object({
  theme: kept(z.enum(['system', 'light', 'dark']), d.theme),
  language: kept(z.enum(['system', 'en', 'pt-BR']), d.language),
  defaultProviderId: kept(name.nullable(), d.defaultProviderId),
  defaultModel: kept(name.nullable(), d.defaultModel),
  defaultKind: kept(z.enum(['chat', 'agent']), d.defaultKind),
  onClose: kept(z.enum(['ask', 'tray', 'quit']), d.onClose),
  tray: kept(z.boolean(), d.tray),
  sendKey: kept(z.enum(['enter', 'shiftEnter', 'modEnter']), d.sendKey),
  diffView: kept(z.enum(['unified', 'split']), d.diffView),
  copilotHome: kept(z.string().min(1).max(4096).nullable(), d.copilotHome),
  idTemplate: kept(z.string().max(255), d.idTemplate),
  folderTemplates: listOf(
    z.object({ folder: z.string().min(1).max(4096), template: z.string().max(255) }),
    MOST_FOLDER_TEMPLATES,
  ),
  cleanup: kept(
    z.object({
      every: z.enum(cleanupPaces),
      rule: z.object({
        olderThanDays: z.int().min(0).max(36_500),
        minBytes: z.int().min(0),
        only: z.enum(cleanupOnly),
        includeCli: z.boolean(),
        includeBookmarked: z.boolean(),
        includePinned: z.boolean(),
      }),
      since: z.number().min(0),
    }),
    d.cleanup,
  ),
  trashDays: kept(z.int().min(0).max(3650), d.trashDays),
  compaction: kept(z.object({ on: z.boolean(), at: z.number().min(0.5).max(0.95) }), d.compaction),
  notifications: kept(
    z.object({
      needsYou: kept(z.boolean(), d.notifications.needsYou),
      done: kept(z.boolean(), d.notifications.done),
      failed: kept(z.boolean(), d.notifications.failed),
    }),
    d.notifications,
  ),
  codeWrap: kept(z.boolean(), d.codeWrap),
  codeNumbers: kept(z.boolean(), d.codeNumbers),
  autopilotTold: kept(z.boolean(), d.autopilotTold),
  savedSearches: listOf(
    z.object({ name: z.string().min(1).max(200), query: z.string().min(1).max(2_000) }),
    MOST_SAVED_SEARCHES,
  ),
  welcomed: kept(z.boolean(), d.welcomed),
})

const where = z.object({
  sessionId: kept(z.string().min(1).max(255).nullable(), defaultWhere.sessionId),
  panes: listOf(z.object({ id: z.string().min(1).max(255), share: z.number() }), MOST_PANES),
  sidebarOpen: kept(z.boolean(), defaultWhere.sidebarOpen),
  sidebarWidth: kept(z.int().min(160).max(640), defaultWhere.sidebarWidth),
  inspectorOpen: kept(z.boolean(), defaultWhere.inspectorOpen),
})

const list = z.object({
  viewId: kept(name, firstLook.viewId),
  grouping: kept(z.enum(groupings), firstLook.grouping),
  sort: kept(z.enum(sorts), firstLook.sort),
  collapsed: listOf(z.string().max(5_000), MOST_COLLAPSED),
})

const edge = z.int().min(-100_000).max(100_000)
const window = z.object({
  x: edge,
  y: edge,
  width: z.int().min(1).max(100_000),
  height: z.int().min(1).max(100_000),
  maximised: kept(z.boolean(), false),
  fullScreen: kept(z.boolean(), false),
})

const entry = z.object({
  id: name,
  kind: z.enum(['openai', 'anthropic', 'azure']),
  name,
  baseUrl: z.string().min(1).max(2048),
  models: kept(z.array(name).max(1000), []),
  limits: limitsOf(z.number()),
  ownLimits: limitsOf(z.int().min(LEAST_LIMIT).max(MOST_LIMIT)),
})

const model = z.object({
  id: name,
  name: z.string().max(512),
  efforts: kept(z.array(z.string()), []),
  contextLimit: kept(z.number().nullable(), null),
})

/** Numbers by model, of which a bad one goes alone. */
function limitsOf(schema: z.ZodType<number>): z.ZodType<Readonly<Record<string, number>> | undefined> {
  const each = z.record(z.string(), schema.nullable().catch(null))
  const good = each.transform((all) =>
    Object.fromEntries(
      Object.entries(all).flatMap(([model, limit]) => (limit === null ? [] : [[model, limit] as const])),
    ),
  )
  return kept(good.optional(), undefined)
}

/** A list that loses its bad members, and those beyond `most`, and keeps the others. */
function listOf<T>(schema: z.ZodType<T>, most = Infinity): z.ZodType<readonly T[]> {
  return kept(
    z.array(schema.nullable().catch(null)).transform((items) => items.filter((item) => item !== null).slice(0, most)),
    [],
  )
}

const file: z.ZodType<SettingsFile> = z.object({
  settings: kept(settings, defaultSettings),
  where: kept(where, defaultWhere),
  list: kept(list, firstLook),
  window: kept(window.nullable(), null),
  launch: kept(z.object({ pending: kept(z.boolean(), false), failures: kept(z.int().min(0).max(1000), 0) }), {
    pending: false,
    failures: 0,
  }),
  providers: listOf(entry),
  copilotModels: listOf(model),
})

/** Reads whatever a file holds; what is missing or bad gets its default, field by field. */
export function parseSettingsFile(raw: unknown): SettingsFile {
  return file.parse(isRecord(raw) ? raw : {})
}

/** Whether this version knows a field of an own provider. */
export function isProviderField(name: string): boolean {
  return Object.hasOwn(entry.shape, name)
}

/** Whether a value is a plain object with string keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
