import { z } from 'zod'
import type { Boot } from '../model/boot.ts'
import type { FolderFacts } from '../model/draft.ts'
import type { Settings } from '../model/settings.ts'
import { MOST_FOLDER_TEMPLATES, MOST_SAVED_SEARCHES } from '../model/settings.ts'
import { MOST_PANES } from '../panes.ts'
import { text, id, sessionId, nothing, kind, op } from './op.ts'

const modelChoice = z.strictObject({ providerId: id, model: z.string().min(1).max(512) })
const newSession = z.strictObject({
  topic: text(300),
  template: text(255).nullable(),
  freeId: text(1000),
  kind,
  folder: z.string().max(4096).nullable(),
  model: modelChoice.nullable(),
  beside: z
    .array(modelChoice)
    .max(MOST_PANES - 1)
    .readonly()
    .optional(),
  text: text(1_000_000).optional(),
  modelChosen: z.boolean(),
  caret: z.strictObject({ field: z.enum(['topic', 'id']), start: z.int().min(0), end: z.int().min(0) }).nullable(),
})
const settingsPatch = z
  .strictObject({
    theme: z.enum(['system', 'light', 'dark']),
    language: z.enum(['system', 'en', 'pt-BR']),
    defaultProviderId: id.nullable(),
    defaultModel: z.string().max(512).nullable(),
    defaultKind: kind,
    onClose: z.enum(['ask', 'tray', 'quit']),
    tray: z.boolean(),
    sendKey: z.enum(['enter', 'shiftEnter', 'modEnter']),
    copilotHome: z.string().max(4096).nullable(),
    diffView: z.enum(['unified', 'split']),
    idTemplate: text(255),
    folderTemplates: z
      .array(z.strictObject({ folder: z.string().min(1).max(4096), template: text(255) }))
      .max(MOST_FOLDER_TEMPLATES),
    trashDays: z.int().min(0).max(3650),
    compaction: z.strictObject({ on: z.boolean(), at: z.number().min(0.5).max(0.95) }),
    notifications: z.strictObject({ needsYou: z.boolean(), done: z.boolean(), failed: z.boolean() }),
    codeWrap: z.boolean(),
    codeNumbers: z.boolean(),
    autopilotTold: z.boolean(),
    savedSearches: z
      .array(z.strictObject({ name: z.string().min(1).max(200), query: z.string().min(1).max(2_000) }))
      .max(MOST_SAVED_SEARCHES),
    welcomed: z.boolean(),
  })
  .partial()

/** The app itself, the window, and what is set. */
export const appOperations = {
  'app.boot': op(nothing).returns<Boot>(),
  'app.restartRuntime': op(nothing).returns<void>(),
  /** Ends the attempts to start the runtime. */
  'app.stopTrying': op(nothing).returns<void>(),
  'app.dismissNotice': op(z.strictObject({ kind: z.string().max(40) })).returns<void>(),
  'clipboard.write': op(z.strictObject({ text: text(50_000_000) })).returns<void>(),
  /** Asks the person (a dialog of main's own), then opens it outside; resolves to whether it was opened. */
  'link.open': op(z.strictObject({ url: z.string().max(8192) })).returns<boolean>(),
  'folder.pick': op(nothing).returns<string | null>(),
  /** Never fails: a folder that can't be read has no facts. */
  'folder.facts': op(z.strictObject({ folder: z.string().min(1).max(4096) })).returns<FolderFacts>(),
  /** Ends a call after what it is doing now; the call answers with what it has done. */
  'work.cancel': op(z.strictObject({ work: z.string().min(1).max(64) })).returns<void>(),
  'newSession.save': op(z.strictObject({ draft: newSession.nullable() })).returns<void>(),
  'where.save': op(
    z.strictObject({
      sessionId: sessionId.nullable(),
      panes: z.array(z.strictObject({ id: sessionId, share: z.number().min(0).max(1) })).max(MOST_PANES),
      sidebarOpen: z.boolean(),
      sidebarWidth: z.int().min(160).max(640),
      inspectorOpen: z.boolean(),
    }),
  ).returns<void>(),
  /** Which sessions can be seen in the window as it is, whether or not anybody looks at it. */
  'where.inView': op(z.strictObject({ ids: z.array(sessionId).max(MOST_PANES) })).returns<void>(),
  'settings.set': op(settingsPatch).returns<Settings>(),
} as const
