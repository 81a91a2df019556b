import { outlineText } from '../../shared/find.ts'
import { cutDiff } from '../../shared/diffLines.ts'
import type { FileChange } from '../../shared/model/tool.ts'
import type { FileEdit, SessionChanges, ToolDiff } from '../../shared/toolOutput.ts'
import { changesFiles } from '../../shared/toolSorts.ts'
import type { LogFile } from './logFile.ts'
import type { Translate } from './steps.ts'
import { findTool, toolEventsBackwards } from './toolLines.ts'

/** So much of one diff is shown at once, in UTF-16 units. */
const MOST_OF_DIFF = 65_536

/** Every change that tools made to files, over the whole log. What failed or was not allowed changed nothing. */
export async function readChanges(log: LogFile, translate: Translate): Promise<SessionChanges> {
  const edits: FileEdit[] = []
  const turns: { turnId: string; at: number; text: string }[] = []
  const ends = new Map<
    string,
    { readonly at: number; readonly done: boolean; readonly changes: readonly FileChange[] | null }
  >()
  let open: Omit<FileEdit, 'turnId'>[] = []
  for await (const event of toolEventsBackwards(log, translate)) {
    if (event.type === 'toolFinished') {
      ends.set(event.itemId, { at: event.at, done: event.state === 'done', changes: event.facts?.changes ?? null })
    } else if (event.type === 'toolStarted' && changesFiles(event.name)) {
      const { itemId } = event
      const end = ends.get(itemId)
      if (end?.done !== true) continue
      const changes = end.changes ?? event.facts?.changes ?? []
      open.push(...changes.map((change) => ({ ...change, itemId, at: end.at })).toReversed())
    } else if (event.type === 'turnStarted') {
      if (open.length === 0) continue
      edits.push(...open.map((edit) => ({ ...edit, turnId: event.turnId })))
      turns.push({ turnId: event.turnId, at: event.at, text: outlineText(event.prompt?.text ?? '') })
      open = []
    }
  }
  edits.push(...open.map((edit) => ({ ...edit, turnId: null })))
  return { edits: edits.toReversed(), turns: turns.toReversed() }
}

/** The diffs of some uses of tools, in the order asked for; those that are not in the log are left out. */
export async function readDiffs(
  log: LogFile,
  itemIds: readonly string[],
  translate: Translate,
): Promise<readonly ToolDiff[]> {
  const diffs: ToolDiff[] = []
  for (const itemId of itemIds) {
    const diff = (await findTool(log, itemId, translate))?.facts?.diff
    if (diff === undefined) continue
    const shown = cutDiff(diff, MOST_OF_DIFF)
    diffs.push({ itemId, diff: shown, size: shown.length < diff.length ? diff.length : null })
  }
  return diffs
}
