import { applyPatch, createTwoFilesPatch } from 'diff'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesIn, cutDiff, parseDiff, parseFiles } from './diffLines.ts'

describe('parseFiles', () => {
  it('reads a unified diff with its numbers and leaves its headers out', () => {
    const diff = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n same\n-old\n+new\n@@ -9,0 +9 @@ fn\n+more\n'
    expect(parseDiff(diff)).toEqual([
      { kind: 'same', text: 'same', old: 1, now: 1 },
      { kind: 'removed', text: 'old', old: 2, now: null },
      { kind: 'added', text: 'new', old: null, now: 2 },
      { kind: 'place', text: 'fn', old: null, now: null },
      { kind: 'added', text: 'more', old: null, now: 9 },
    ])
    expect(parseDiff('-a\n+b')).toHaveLength(2)
  })

  it('tells files that were created, deleted, moved, or are no text apart', () => {
    const diff = [
      'diff --git a/home/a.txt b/home/b.txt\nindex 0000000..0000000 100644\n--- a/home/a.txt\n+++ b/home/b.txt\n@@ -1,2 +1,2 @@\n-one\n+ONE\n two\n\n',
      'diff --git a/home/c.txt b/home/c.txt\ncreate file mode 100644\n--- a/dev/null\n+++ b/home/c.txt\n@@ -1,0 +1,2 @@\n+--- no header\n+\n\n',
      'diff --git a/home/d.txt b/dev/null\n--- a/home/d.txt\n+++ b/dev/null\n@@ -1,2 +0,0 @@\n-cc\n-\n\n',
      'diff --git a/home/p.png b/home/p.png\nBinary files a/home/p.png and b/home/p.png differ\n',
    ].join('')
    expect(changesIn(diff, true)).toEqual([
      { path: '/home/b.txt', from: '/home/a.txt', kind: 'moved', added: 1, removed: 1 },
      { path: '/home/c.txt', kind: 'created', added: 1, removed: 0 },
      { path: '/home/d.txt', kind: 'deleted', added: 0, removed: 1 },
      { path: '/home/p.png', kind: 'binary', added: 0, removed: 0 },
    ])
    // What is no ghost counts.
    expect(changesIn(diff)[1]).toMatchObject({ added: 2 })
    expect(changesIn('--- a/C:\\x.txt\n+++ b/C:\\x.txt\n@@ -1 +1 @@\n-a\n+b\n')[0]).toMatchObject({
      added: 1,
      removed: 1,
    })
  })

  it('gives the new text when what it says is applied to the old one', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '', '- x', '+++ y', '@@ z', '\\ w'), { maxLength: 14 })
      .map((lines) => lines.map((line) => `${line}\n`).join(''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const patch = createTwoFilesPatch('a/f', 'b/f', before, after, '', '', { context: 2 })
        expect(applyPatch(before, patch)).toBe(after)
        const old = before.split('\n').slice(0, -1)
        const made: string[] = []
        let next = 0
        for (const line of parseFiles(patch)[0]?.lines ?? []) {
          if (line.kind === 'place') continue
          const at = (line.old ?? next + 1) - 1
          if (line.kind !== 'added') {
            made.push(...old.slice(next, at))
            expect(old[at]).toBe(line.text)
            next = at + 1
          }
          if (line.kind !== 'removed') {
            // What stands between two hunks stayed.
            while (line.now !== null && made.length < line.now - 1) made.push(old[next++] ?? '?')
            made.push(line.text)
          }
        }
        made.push(...old.slice(next))
        expect(made.map((line) => `${line}\n`).join('')).toBe(after)
      }),
    )
  })

  it('copes with whatever text it is given', () => {
    const piece = fc.constantFrom(
      '--- a/x',
      '+++ b/y',
      '@@ -1,3 +1,2 @@',
      'diff --git a/x b/y',
      '+a',
      '-b',
      ' c',
      '',
      'Binary files x',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (lines) => {
        for (const file of parseFiles(lines.join('\n'), true)) {
          expect(file.added).toBe(file.lines.filter((line) => line.kind === 'added').length)
        }
      }),
    )
  })
})

it('cuts a diff behind a whole line', () => {
  expect(cutDiff('one\ntwo\nthree', 9)).toBe('one\ntwo\n')
  expect(cutDiff('one', 9)).toBe('one')
})
