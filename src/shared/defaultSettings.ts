import { firstSchedule } from './cleanup.ts'
import type { Settings } from './model/settings.ts'

/** How settings begin. */
export const defaultSettings: Settings = {
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
  idTemplate: 'user-{user}-{topic}',
  folderTemplates: [],
  trashDays: 30,
  cleanup: firstSchedule,
  compaction: { on: true, at: 0.8 },
  notifications: { needsYou: true, done: true, failed: true },
  codeWrap: false,
  codeNumbers: false,
  autopilotTold: false,
  savedSearches: [],
  welcomed: false,
}
