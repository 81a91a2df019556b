import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { ModelServer } from '../model/startModel.ts'
import type { Settings } from '../../src/shared/model/settings.ts'
import type { App } from './app.ts'
import { until } from './patience.ts'
import type { Random } from './random.ts'
import type { AskedBy, SessionTruth, Truth } from './truth.ts'
import type { Written } from './found.ts'

/** What is younger may be lost, in milliseconds. */
export const GRACE = 500

/** What the acts of a round work on. */
export interface Bench {
  /** Another one after each start. */
  app: App
  readonly truth: Truth
  readonly random: Random
  readonly model: ModelServer
  readonly providerId: string
  /** For exported files. */
  readonly folder: string
  /** For files that are attached, and for what works in a folder. */
  readonly project: string
  /** The tokens of messages to which the person is asked something first, and how. */
  readonly asking: Map<string, AskedBy>
  /** Counts on: no two names or tokens are the same. */
  readonly next: () => number
  /** The session that the window shows. */
  shown: string | null
  /** Exports that were asked for: the tokens that must be in the file, once the app has said that it is written. */
  readonly exports: { readonly path: string; readonly tokens: readonly string[]; written: boolean }[]
  readonly note: (what: string) => void
  /** Counts what was done and what was refused. */
  readonly count: (what: string) => void
}

/** The sessions that are certainly in the list. */
export function here({ truth }: Bench): readonly SessionTruth[] {
  return [...truth.sessions.values()].filter(({ place }) => certainly(place.allowed(Date.now()), 'here'))
}

/** Those of them in which one talks, and those in which the person is asked something. */
export function talkers(bench: Bench): readonly SessionTruth[] {
  return here(bench).filter(({ messages }) => messages.every(({ question }) => question === null))
}

/** See {@link talkers}. */
export function askers(bench: Bench, how?: AskedBy): readonly SessionTruth[] {
  const asks = (kind: AskedBy): boolean => how === undefined || kind === how
  return here(bench).filter(({ messages }) => messages.some(({ question }) => question !== null && asks(question.kind)))
}

/** The sessions that are certainly in the trash. */
export function trashed({ truth }: Bench): readonly SessionTruth[] {
  return [...truth.sessions.values()].filter(({ place }) => certainly(place.allowed(Date.now()), 'trash'))
}

function certainly<T>(values: readonly T[], wanted: T): boolean {
  return values.every((value) => value === wanted)
}

/** Waits until whatever was typed into a box is owed: what goes away with its session goes with all of it. */
export async function keptTyping({ draft, messages }: SessionTruth): Promise<void> {
  const typed = [draft, ...messages.flatMap(({ question }) => (question === null ? [] : [question.reply]))]
  await until(() => typed.every((one) => one.allowed(Date.now() - GRACE).length === 1), 2 * GRACE)
}

/** A path for one more export. */
export function exportPath(bench: Bench): string {
  return join(bench.folder, `export-${bench.next()}.json`)
}

/** The message box. */
export function boxOf(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('textbox', { name: 'Message', exact: true })
}

/** What stands in it, and where its caret is. */
export async function readBox(page: Page): Promise<Written> {
  return boxOf(page).evaluate((box: HTMLTextAreaElement) => ({
    text: box.value,
    selectionStart: box.selectionStart,
    selectionEnd: box.selectionEnd,
  }))
}

/** The names of what is attached to it, in their order. */
export function attachedIn(page: Page): Promise<readonly string[]> {
  return page.locator('.composer .attached .attachment-name').allTextContents()
}

/** Those settings that the torture changes, as one text. */
export function printSettings({
  theme,
  diffView,
  codeWrap,
  codeNumbers,
  trashDays,
  idTemplate,
  savedSearches,
}: Settings): string {
  return JSON.stringify({ theme, diffView, codeWrap, codeNumbers, trashDays, idTemplate, savedSearches })
}
