import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseArgs, passedArguments } from './args.ts'
import { fitBounds } from './bounds.ts'
import type { Rect } from './bounds.ts'
import { sessionLink } from '../../shared/links.ts'
import { openableLink, parseDeepLink, shownLink } from './links.ts'

const screen: Rect = { x: 0, y: 0, width: 1920, height: 1050 }
const right: Rect = { x: 1920, y: -200, width: 2560, height: 1400 }

test('a window comes back exactly where it was while that can be seen', () => {
  const saved = { x: 2000, y: 100, width: 1300, height: 900 }
  expect(fitBounds(saved, [screen, right])).toEqual(saved)
  expect(fitBounds({ x: -200, y: 10, width: 1000, height: 700 }, [screen])).toEqual({
    x: -200,
    y: 10,
    width: 1000,
    height: 700,
  })
})

test('a window of a display that is gone comes to the nearest one, whole', () => {
  expect(fitBounds({ x: 4000, y: 100, width: 1300, height: 900 }, [screen])).toEqual({
    x: 620,
    y: 100,
    width: 1300,
    height: 900,
  })
  expect(fitBounds({ x: 5000, y: 5000, width: 4000, height: 3000 }, [screen])).toEqual(screen)
})

test('a title bar above the screen could not be grabbed', () => {
  expect(fitBounds({ x: 100, y: -300, width: 900, height: 900 }, [screen]).y).toBe(0)
})

test('a first window is centred, and fits a small screen', () => {
  expect(fitBounds(null, [screen])).toEqual({ x: 320, y: 115, width: 1280, height: 820 })
  expect(fitBounds(null, [{ x: 0, y: 0, width: 1024, height: 600 }])).toEqual({ x: 0, y: 0, width: 1024, height: 600 })
  expect(fitBounds(null, [])).toMatchObject({ width: 1280 })
})

test('wherever it was, its title bar is on some display', () => {
  const rect = fc.record({
    x: fc.integer({ min: -9000, max: 9000 }),
    y: fc.integer({ min: -9000, max: 9000 }),
    width: fc.integer({ min: 1, max: 9000 }),
    height: fc.integer({ min: 1, max: 9000 }),
  })
  fc.assert(
    fc.property(rect, fc.subarray([screen, right], { minLength: 1 }), (saved, areas) => {
      const fitted = fitBounds(saved, areas)
      const reachable = areas.some(
        (area) =>
          fitted.y >= area.y &&
          fitted.y < area.y + area.height &&
          fitted.x < area.x + area.width &&
          fitted.x + fitted.width > area.x,
      )
      expect(reachable).toBe(true)
    }),
  )
})

test('links lead to sessions and to a new one', () => {
  expect(parseDeepLink('retoma://session/user-123_main')).toEqual({ kind: 'session', id: 'user-123_main' })
  expect(parseDeepLink('RETOMA://session/a/')).toEqual({ kind: 'session', id: 'a' })
  expect(parseDeepLink('retoma://session/a?create')).toEqual({ kind: 'session', id: 'a', create: 'ask' })
  expect(parseDeepLink('retoma://new')).toEqual({ kind: 'newSession' })
  expect(parseDeepLink('retoma://new/')).toEqual({ kind: 'newSession' })
  expect(parseDeepLink(sessionLink('task-1'))).toEqual({ kind: 'session', id: 'task-1' })
})

test.each([
  'retoma://session/',
  'retoma://session/../../etc/passwd',
  'retoma://session/a?send=hi',
  'retoma://session/a?create=now',
  'retoma://session/a?create&send=hi',
  'retoma://session/a#approve',
  'retoma://session/a/b',
  'retoma://session/a%2Fb',
  'retoma://session/a b',
  'retoma://send/a',
  'retoma://new?text=rm',
  'retoma:session/a',
  'https://session/a',
  `retoma://session/${'a'.repeat(256)}`,
  '',
])('a link that says more or less than that is none: %s', (link) => {
  expect(parseDeepLink(link)).toBeNull()
})

const read = (...argv: string[]) => parseArgs(argv, '/home/me')
const nothing = { to: null, hidden: false, draftFile: null }

test('reads the command line in any order', () => {
  expect(read('.', '--session', 'task-1')).toEqual({ ...nothing, to: { kind: 'session', id: 'task-1' } })
  expect(read('--hidden', '--session=a')).toEqual({ ...nothing, to: { kind: 'session', id: 'a' }, hidden: true })
  expect(read('--original-process-start-time=1', 'retoma://new')).toEqual({ ...nothing, to: { kind: 'newSession' } })
  expect(read('/home/me/app', '--x=retoma://new')).toEqual(nothing)
})

test('gets or creates a session by its id, with a draft from a file', () => {
  expect(read('--create', '--session', 'a', '--draft-file', 'notes/x.md')).toEqual({
    to: { kind: 'session', id: 'a', create: { folder: '/home/me' } },
    hidden: false,
    draftFile: '/home/me/notes/x.md',
  })
  expect(read('--session=a', '--draft-file=/tmp/x').draftFile).toBe('/tmp/x')
})

test('an id that no session can have leads to where it can be mended, with the file; a file without a session is refused', () => {
  expect(read('--session=../x', '--draft-file=y')).toEqual({
    to: { kind: 'newSession', id: '../x' },
    hidden: false,
    draftFile: '/home/me/y',
  })
  expect(read('--session=a?create').to).toEqual({ kind: 'newSession', id: 'a?create' })
  expect(read('--draft-file', 'y').to).toEqual({ kind: 'newSession', failure: { code: 'draftFileAlone', detail: 'y' } })
})

test('what an option needs and was left out is asked for; the option behind it is none of it', () => {
  const asked = { ...nothing, to: { kind: 'newSession', id: '' } }
  expect(read('--session')).toEqual(asked)
  expect(read('--session=', '--create')).toEqual(asked)
  expect(read('--session', '--create')).toEqual(asked)
  expect(read('--create')).toEqual({ ...nothing, to: { kind: 'newSession' } })
  const failure = { code: 'draftFileMissing', detail: '' }
  expect(read('--session', 'a', '--draft-file')).toEqual({
    ...nothing,
    to: { kind: 'session', id: 'a', draft: { failure } },
  })
  expect(read('--draft-file', '--session', 'a').to).toEqual({ kind: 'session', id: 'a', draft: { failure } })
  // Such an id is one for the runtime: with `=` it is meant.
  expect(read('--session=--create').to).toEqual({ kind: 'session', id: '--create' })
  expect(read('--session', '-a').to).toEqual({ kind: 'session', id: '-a' })
})

test('what a second start passes on is checked', () => {
  const line = { argv: ['line'], folder: '/' }
  expect(passedArguments({ argv: ['a', 1, 'b'], folder: '/w' }, line)).toEqual({ argv: ['a', 'b'], folder: '/w' })
  expect(passedArguments({ argv: ['a'], folder: 3 }, line)).toEqual({ argv: ['a'], folder: '/' })
  expect(passedArguments({ argv: 'a' }, line)).toEqual(line)
  expect(passedArguments(undefined, line)).toEqual(line)
})

test.each([
  ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
  ['HTTP://Example.org', 'http://example.org/'],
  ['mailto:a@b.example', 'mailto:a@b.example'],
  ['https://exаmple.org', 'https://xn--exmple-4nf.org/'],
])('web and mail may be opened: %s', (link, opened) => {
  expect(openableLink(link)).toBe(opened)
})

test.each([
  'javascript:alert(1)',
  'file:///etc/passwd',
  'data:text/html,x',
  'vscode://x',
  'retoma://new',
  'smb://host/share',
  'https://github.com@evil.example/',
  'https://exa\nmple.org',
  '//example.org',
  'example.org',
  '',
])('nothing else may: %s', (link) => {
  expect(openableLink(link)).toBeNull()
})

test('a long address keeps its beginning and its end', () => {
  const shown = shownLink(`https://example.org/${'a'.repeat(900)}end`)
  expect(shown).toHaveLength(300)
  expect(shown.startsWith('https://example.org/')).toBe(true)
  expect(shown.endsWith('end')).toBe(true)
  expect(shownLink('https://example.org/')).toBe('https://example.org/')
})
