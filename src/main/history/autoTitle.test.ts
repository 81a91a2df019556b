import fc from 'fast-check'
import { expect, test } from 'vitest'
import { titleFrom, titleWithout } from './autoTitle.ts'

test.each([
  // What is sensible stays as it is.
  ['How do I set up tsconfig?', 'How do I set up tsconfig?'],
  ['Relatório de cobrança da Ana', 'Relatório de cobrança da Ana'],
  ['fix the flaky login test', 'Fix the flaky login test'],
  // Greetings, politeness, ways of asking.
  ['Hi! Could you please rename the cache?', 'Rename the cache?'],
  ['hello copilot, please, add a dark mode. Thanks!', 'Add a dark mode'],
  ['I would like you to port the retry queue to Go', 'Port the retry queue to Go'],
  ['Olá! Por favor, crie um teste para o login. Obrigado', 'Crie um teste para o login'],
  ['Você pode explicar o que é uma mônada?', 'Explicar o que é uma mônada?'],
  ['Hola, ¿puedes revisar la migración?', 'Revisar la migración?'],
  ['Bonjour, peux-tu créer un environnement virtuel ?', 'Créer un environnement virtuel ?'],
  ['Hallo! Kannst du die Tests reparieren?', 'Die Tests reparieren?'],
  ['Ciao, puoi spiegare il cache?', 'Spiegare il cache?'],
  ['ok, now let’s write the release notes please', 'Write the release notes'],
  // Polite words alone are no title of the politeness that follows.
  ['Please\nsort the imports', 'Sort the imports'],
  ['Good morning!\n\nWhy is the build slow?', 'Why is the build slow?'],
  // Code, quotes, pasted output.
  ['```ts\nconst a = 1\n```\nWhat does this do?', 'What does this do?'],
  ['~~~\nx\n~~~\n\nExplain it', 'Explain it'],
  ['> you wrote this\n\nIs that still true?', 'Is that still true?'],
  ['Explain this:\n```\nno end', 'Explain this'],
  ['<context file="a.ts">\nlong\n</context>\nMake it generic', 'Make it generic'],
  ['Error: boom\n    at run (app.ts:3:1)', 'Error: boom'],
  ['"Ship it", she said. What now?', 'Ship it, she said'],
  // Markdown.
  ['# Task: *generic* cache\n\nDetails', 'Task: generic cache'],
  ['- [ ] **Update** the [docs](https://example.com/docs)', 'Update the docs'],
  ['1. Read `src/cache.ts`\n2. Make it generic', 'Read src/cache.ts'],
  // Paths, addresses, commands, mentions.
  ['Fix /home/ana/projects/web/src/login.ts', 'Fix login.ts'],
  ['C:\\work\\web\\src\\a.ts\nwhat is wrong here?', 'What is wrong here?'],
  ['/plan migrate the schema', 'Migrate the schema'],
  ['@src/cache.ts make it generic', 'Make it generic'],
  ['Read https://www.example.com/a/b?c=d and sum it up', 'Read example.com and sum it up'],
  // The first sentence that says something.
  ['Use Node 24.1. Then build it.', 'Use Node 24.1'],
  ['Compare approaches, e.g. a map. Which is best?', 'Compare approaches, e.g. a map'],
  ['!!! ... ---\nWhat happened?', 'What happened?'],
  // Names keep their case.
  ['useState is called twice', 'useState is called twice'],
  ['npm install fails', 'Npm install fails'],
  // Other scripts.
  ['重构缓存模块。然后写测试。', '重构缓存模块'],
  ['キャッシュを直してください', 'キャッシュを直してください'],
  ['Почему падает сборка? Лог ниже.', 'Почему падает сборка?'],
  // Politeness alone is better than nothing.
  ['Hi!', 'Hi'],
  ['Hello\n\n```\ncode\n```', 'Hello'],
  // Nothing that says anything.
  ['', null],
  ['```\ncode\n```', null],
  ['/home/ana/projects/web', null],
  ['…', null],
  ['👍', null],
])('%j is called %j', (prompt, title) => {
  expect(titleFrom(prompt)).toBe(title)
})

test('what is long ends behind a word, what has no spaces within sixty characters', () => {
  expect(
    titleFrom('Release notes for the version 2.4, in the tone of the last ones and no longer than those were'),
  ).toBe('Release notes for the version 2.4, in the tone of the last…')
  expect(Array.from(titleFrom('缓'.repeat(200)) ?? '')).toHaveLength(60)
})

test('whatever is said, a title is short, one line, and taken from it; the same prompt has the same title', () => {
  const words = fc.constantFrom(
    'please',
    'Hi,',
    '```',
    '`x`',
    '> ',
    '\n',
    'the',
    'cache',
    '/a/b/c',
    '<b>',
    '"',
    '😀',
    '\ud800',
    'é',
    '. ',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(words).map((all) => all.join(' ')),
        fc.string({ unit: 'binary' }),
      ),
      (prompt) => {
        const title = titleFrom(prompt)
        expect(titleFrom(prompt)).toBe(title)
        if (title === null) return
        expect(Array.from(title).length).toBeLessThanOrEqual(60)
        expect(title).not.toMatch(/[\n\r]|^\s|\s$/u)
        expect(title).not.toBe('')
      },
    ),
  )
})

test('a long prompt takes no time', () => {
  const from = performance.now()
  for (const part of ['a ', '*', '`', '<a>', '[', '/a', '"', 'please ', '\n']) titleFrom(part.repeat(50_000))
  expect(performance.now() - from).toBeLessThan(10_000)
})

test('without words it is called by what a person chose, or by its folder and its beginning', () => {
  const at = new Date(2026, 10, 28, 9, 5).getTime()
  expect(titleWithout('user-123-chat', '/projects/web', at)).toBe('user-123-chat')
  const id = '3f0e6a52-0b6f-4f4e-9c57-0c8b4c1f6a11'
  expect(titleWithout(id, '/projects/web/', at)).toBe('web, 2026-11-28 09:05')
  expect(titleWithout(id, 'C:\\work\\web', at)).toBe('web, 2026-11-28 09:05')
  expect(titleWithout(id, null, at)).toBe('2026-11-28 09:05')
  expect(titleWithout(id, null, 0)).toBe(id)
})
