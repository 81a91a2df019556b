import { AppError } from '../../shared/errors.ts'
import type { StyleRun } from '../../shared/model/tool.ts'
import type { ToolTextFacts, ToolTextHits, ToolTextKey, ToolTextRow } from '../../shared/toolOutput.ts'
import { outputOf } from '../../shared/toolTexts.ts'
import { readTerminal } from '../agent/terminal.ts'
import type { LogFile } from './logFile.ts'
import { readSavedOutput } from './savedOutput.ts'
import type { Translate } from './steps.ts'
import { createTextRows, type TextRows } from './textRows.ts'
import { findTool } from './toolLines.ts'

/** Whole texts of tools, read from the log in pieces; see {@link History.texts}. */
export interface ToolTexts {
  /** Where a place of the text is shown; rejects with outputMissing. */
  open(key: ToolTextKey, place: number | null): Promise<ToolTextFacts>
  rows(key: ToolTextKey, from: number, count: number): Promise<readonly ToolTextRow[]>
  find(key: ToolTextKey, query: string, matchCase: boolean): Promise<ToolTextHits>
  whole(key: ToolTextKey): Promise<string>
}

interface Loaded {
  readonly key: string
  readonly text: string
  readonly rows: TextRows
  readonly from: ToolTextFacts['from']
  readonly gone: string | null
}

/** Keeps the text that was opened last. */
export function createToolTexts(deps: {
  readonly withLog: <T>(id: string, use: (log: LogFile) => Promise<T>) => Promise<T>
  /** Takes texts at full length. */
  readonly translate: Translate
}): ToolTexts {
  let last: Promise<Loaded> | null = null
  let lastKey = ''

  const load = async (key: ToolTextKey): Promise<Loaded> => {
    const item = await deps.withLog(key.id, (log) => findTool(log, key.itemId, deps.translate))
    if (item === null) throw new AppError('outputMissing', key.itemId)
    const { facts } = item
    const saved = key.part === 'output' ? facts?.saved : undefined
    const whole = saved === undefined ? null : readSavedOutput(saved.path)
    const { text, styles }: { readonly text: string; readonly styles: readonly StyleRun[] } =
      whole !== null
        ? readTerminal(whole)
        : key.part === 'output'
          ? { text: outputOf(item), styles: facts?.styles ?? [] }
          : { text: key.part === 'input' ? item.input : (facts?.diff ?? ''), styles: [] }
    return {
      key: nameOf(key),
      text,
      rows: createTextRows(text, styles),
      from: whole === null ? 'log' : 'saved',
      gone: whole === null ? (saved?.path ?? null) : null,
    }
  }

  const get = (key: ToolTextKey): Promise<Loaded> => {
    const name = nameOf(key)
    if (last !== null && lastKey === name) return last
    const loading = load(key)
    last = loading
    lastKey = name
    loading.catch(() => {
      if (last === loading) last = null
    })
    return loading
  }

  return {
    open: async (key, place) => {
      // It may have been running when it was opened before.
      last = null
      const { text, rows, from, gone } = await get(key)
      const row = place === null ? 0 : rows.rowAt(place)
      return { size: text.length, rows: rows.rows, lines: rows.lines, from, gone, row }
    },
    rows: async (key, from, count) => (await get(key)).rows.slice(from, count),
    find: async (key, query, matchCase) => (await get(key)).rows.find(query, matchCase),
    whole: async (key) => (await get(key)).text,
  }
}

function nameOf({ id, itemId, part }: ToolTextKey): string {
  return JSON.stringify([id, itemId, part])
}
