import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countLines, diffTexts, parseDiff } from '../../shared/diffLines.ts'
import { changeOf } from '../../shared/toolChange.ts'
import { sortOf } from './toolFacts.ts'

describe('parseDiff', () => {
  it('reads a unified diff and leaves its headers out', () => {
    const diff = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n same\n-old\n+new\n@@ -9 +9 @@ fn\n+more\n'
    expect(parseDiff(diff)).toEqual([
      { kind: 'same', text: 'same' },
      { kind: 'removed', text: 'old' },
      { kind: 'added', text: 'new' },
      { kind: 'place', text: '-9 +9' },
      { kind: 'added', text: 'more' },
    ])
  })

  it('takes bare lines as they are', () => {
    expect(parseDiff('-a\n+b')).toHaveLength(2)
  })
})

describe('diffTexts', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'))

  it('never loses or invents a line', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffTexts(before, after)
        const size = (value: string): number => (value === '' ? 0 : value.replace(/\n$/, '').split('\n').length)
        const { added, removed } = countLines(lines)
        expect(size(after) - size(before)).toBe(added - removed)
      }),
    )
  })

  it('shows what changed between what is equal', () => {
    expect(diffTexts('a\nb\nc\nd', 'a\nb\nX\nd').map((line) => `${line.kind} ${line.text}`)).toEqual([
      'same a',
      'same b',
      'removed c',
      'added X',
      'same d',
    ])
  })
})

describe('changeOf', () => {
  it('finds the change of an edit, and none for other tools or arguments', () => {
    expect(changeOf({ name: 'edit', input: '{"path":"x","old_str":"a","new_str":"b"}' })).toHaveLength(2)
    expect(changeOf({ name: 'create', input: '{"path":"x","file_text":"a\\nb"}' })).toHaveLength(2)
    expect(changeOf({ name: 'bash', input: '{"old_str":"a"}' })).toBeNull()
    expect(changeOf({ name: 'edit', input: 'not json' })).toBeNull()
  })

  it('knows tools by their names', () => {
    expect(sortOf('bash')).toBe('run')
    expect(sortOf('my_tool')).toBe('other')
  })
})
