import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFiles } from '../../shared/diffLines.ts'
import { madeChanges, plannedChanges } from './toolChanges.ts'

const told = (detailedContent: string, command?: string): ReturnType<typeof madeChanges> =>
  madeChanges({ result: { content: 'ok', detailedContent }, toolTelemetry: { properties: { command } } }, 1_000)
const created =
  '\ndiff --git a/p/b.txt b/p/b.txt\ncreate file mode 100644\nindex 0000000..0000000\n--- a/dev/null\n+++ b/p/b.txt\n@@ -1,0 +1,2 @@\n+x\n+\n'

describe('madeChanges', () => {
  it('reads what the runtime tells with the result', () => {
    expect(told(created, 'create').changes).toEqual([{ path: '/p/b.txt', kind: 'created', added: 2, removed: 0 }])
    // Of a patch the runtime counts one empty line more.
    expect(told(created).changes).toEqual([{ path: '/p/b.txt', kind: 'created', added: 1, removed: 0 }])
    expect(told('No matches found.')).toEqual({})
    expect(told(created, 'view')).toEqual({})
  })

  it('counts all of a long diff and keeps its beginning', () => {
    const lines = Array.from({ length: 500 }, (_, at) => `+line ${at}\n`).join('')
    const facts = told(`\ndiff --git a/p/b b/p/b\n--- a/dev/null\n+++ b/p/b\n@@ -1,0 +1,500 @@\n${lines}`, 'create')
    expect(facts.changes?.[0]?.added).toBe(500)
    expect(facts.diff!.length).toBeLessThanOrEqual(1_000)
    expect(facts.diff!.endsWith('\n')).toBe(true)
    expect(facts.diffSize).toBeGreaterThan(4_000)
  })
})

describe('plannedChanges', () => {
  const planned = (name: string, args: unknown) => plannedChanges(name, args, 10_000)

  it('reads the change that a tool is asked for', () => {
    expect(planned('edit', { path: '/p/a', old_str: 'a\nb\nc', new_str: 'a\nX\nc' }).changes).toEqual([
      { path: '/p/a', kind: 'edited', added: 1, removed: 1 },
    ])
    expect(planned('create', { path: 'b.txt', file_text: 'x\ny\n' }).changes).toEqual([
      { path: 'b.txt', kind: 'created', added: 2, removed: 0 },
    ])
    expect(planned('bash', { path: 'x', old_str: 'a', new_str: 'b' })).toEqual({})
    expect(planned('edit', 'not an object')).toEqual({})
  })

  it('reads patches, as text and as an argument', () => {
    const patch =
      '*** Begin Patch\n*** Update File: /p/a.txt\n*** Move to: /p/m.txt\n@@\n one\n-two\n+TWO\n*** Add File: /p/c.txt\n+cc\n*** Delete File: /p/d.txt\n*** End Patch'
    const changes = [
      { path: '/p/m.txt', from: '/p/a.txt', kind: 'moved', added: 1, removed: 1 },
      { path: '/p/c.txt', kind: 'created', added: 1, removed: 0 },
      { path: '/p/d.txt', kind: 'deleted', added: 0, removed: 0 },
    ]
    expect(planned('apply_patch', patch).changes).toEqual(changes)
    expect(planned('apply_patch', { input: patch }).changes).toEqual(changes)
  })

  it('never loses or invents a line', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const size = (value: string): number => (value === '' ? 0 : value.replace(/\n$/, '').split('\n').length)
        const { changes, diff } = planned('edit', { path: '/x', old_str: before, new_str: after })
        const [change] = changes ?? []
        expect((change?.added ?? 0) - (change?.removed ?? 0)).toBe(size(after) - size(before))
        expect(parseFiles(diff!)[0]).toMatchObject({ added: change?.added, removed: change?.removed })
      }),
    )
  })
})
