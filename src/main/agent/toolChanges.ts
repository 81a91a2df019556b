import { structuredPatch } from 'diff'
import { changesIn, cutDiff } from '../../shared/diffLines.ts'
import type { ToolFacts } from '../../shared/model/tool.ts'
import { changesFiles } from '../../shared/toolSorts.ts'
import { type Fields, fieldsOf, text } from './fields.ts'

/** More different lines than this are shown as one text in place of the other. */
const MOST_DIFFERENT = 500
/** Longer texts are not compared. */
const LONGEST_COMPARED = 200_000

/** What a tool is about to change, read from its arguments: shown until the runtime tells what it changed. */
export function plannedChanges(name: string, args: unknown, most: number): ToolFacts {
  if (!changesFiles(name)) return {}
  const diff = diffOfArguments(args)
  return diff === '' ? {} : factsOf(diff, false, most)
}

/** What a tool changed, as the runtime tells it with the result; nothing for other tools and older logs. */
export function madeChanges(data: Fields, most: number): ToolFacts {
  const diff = text(fieldsOf(data['result']), 'detailedContent').replace(/^\n+/u, '')
  if (!diff.startsWith('diff --git ')) return {}
  const telemetry = fieldsOf(fieldsOf(data['toolTelemetry'])['properties'])
  const command = text(telemetry, 'command')
  // Reading a file is told by a diff too.
  if (command === 'view') return {}
  // Only what `create` writes ends where the file ends; of patches the runtime counts one empty line more.
  return factsOf(diff, command !== 'create', most)
}

function factsOf(diff: string, ghosts: boolean, most: number): ToolFacts {
  const shown = cutDiff(diff, most)
  const changes = changesIn(diff, ghosts).filter(({ path }) => path !== '')
  return { changes, diff: shown, ...(shown.length < diff.length ? { diffSize: diff.length } : {}) }
}

function diffOfArguments(args: unknown): string {
  const patch = typeof args === 'string' ? args : text(fieldsOf(args), 'input') || text(fieldsOf(args), 'patch')
  if (patch.includes('*** Begin Patch')) return diffOfPatch(patch)
  const fields = fieldsOf(args)
  const path = first(fields, ['path', 'file_path', 'filePath', 'filename'])
  if (path === null) return ''
  const command = text(fields, 'command')
  const created = first(fields, ['file_text', 'content'])
  if (created !== null && command !== 'str_replace') return `${heads(null, path)}${hunkOf('', created)}`
  const edits = Array.isArray(fields['edits']) ? fields['edits'].map(fieldsOf) : [fields]
  const hunks = edits.map((edit) => {
    const before = first(edit, ['old_str', 'old_string', 'oldText'])
    const after = first(edit, ['new_str', 'new_string', 'newText'])
    return before === null && after === null ? '' : hunkOf(before ?? '', after ?? '')
  })
  return hunks.every((hunk) => hunk === '') ? '' : heads(path, path) + hunks.join('')
}

/** A part of a text in place of another; where in the file it stands is not known. */
function hunkOf(before: string, after: string): string {
  const lines = comparedLines(before, after)
  const old = lines.filter((line) => !line.startsWith('+')).length
  const now = lines.filter((line) => !line.startsWith('-')).length
  return `@@ -0,${old} +0,${now} @@\n${lines.map((line) => `${line}\n`).join('')}`
}

function comparedLines(before: string, after: string): readonly string[] {
  const [a, b] = [linesOf(before), linesOf(after)]
  const compared =
    before.length + after.length > LONGEST_COMPARED
      ? undefined
      : structuredPatch('', '', `${a.join('\n')}\n`, `${b.join('\n')}\n`, '', '', {
          context: 3,
          maxEditLength: MOST_DIFFERENT,
        })
  const simple = [...a.map((line) => `-${line}`), ...b.map((line) => `+${line}`)]
  if (a.length === 0 || b.length === 0 || compared === undefined) return simple
  return compared.hunks.flatMap((hunk) => hunk.lines.filter((line) => !line.startsWith('\\')))
}

function linesOf(value: string): readonly string[] {
  return value === '' ? [] : value.replace(/\n$/u, '').split('\n')
}

/** The patches that some models write: sections for files, with lines as in a diff, but without numbers. */
function diffOfPatch(patch: string): string {
  const files: { old: string | null; now: string | null; hunks: string[][] }[] = []
  for (const line of patch.split('\n')) {
    const section = /^\*\*\* (Update|Add|Delete) File: (.+)$/u.exec(line)
    const target = /^\*\*\* Move to: (.+)$/u.exec(line)?.[1]
    const file = files.at(-1)
    if (section !== null) {
      const [, what, path = ''] = section
      files.push({ old: what === 'Add' ? null : path, now: what === 'Delete' ? null : path, hunks: [] })
    } else if (file === undefined || line.startsWith('*** ')) {
      if (file !== undefined && target !== undefined) file.now = target
    } else if (line.startsWith('@@')) file.hunks.push([])
    else if (/^[ +-]/u.test(line)) {
      if (file.hunks.length === 0) file.hunks.push([])
      file.hunks.at(-1)?.push(line)
    }
  }
  return files
    .map(({ old, now, hunks }) => {
      const texts = hunks.map((lines) => {
        const before = lines.filter((line) => !line.startsWith('+')).length
        const after = lines.filter((line) => !line.startsWith('-')).length
        return `@@ -0,${before} +0,${after} @@\n${lines.join('\n')}\n`
      })
      return heads(old, now) + texts.join('')
    })
    .join('')
}

function heads(old: string | null, now: string | null): string {
  return `diff --git ${named('a', old)} ${named('b', now)}\n--- ${named('a', old)}\n+++ ${named('b', now)}\n`
}

function named(side: 'a' | 'b', path: string | null): string {
  if (path === null) return `${side}/dev/null`
  return path.startsWith('/') ? side + path : /^[A-Za-z]:[\\/]/u.test(path) ? `${side}/${path}` : `./${path}`
}

function first(fields: Fields, names: readonly string[]): string | null {
  for (const name of names) {
    const value = fields[name]
    if (typeof value === 'string') return value
  }
  return null
}
