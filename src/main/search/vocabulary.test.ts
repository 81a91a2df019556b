import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openIndex } from './schema.ts'
import { createVocabulary, type Vocabulary } from './vocabulary.ts'

async function vocabularyOf(texts: readonly string[]): Promise<Vocabulary> {
  const { vocabulary } = await indexOf(texts)
  return vocabulary
}

async function indexOf(
  texts: readonly string[],
): Promise<{ readonly vocabulary: Vocabulary; readonly add: (text: string) => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'retoma-vocabulary-'))
  const db = openIndex(folder)
  onTestFinished(() => {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const add = db.prepare('INSERT INTO words (text, facets) VALUES (?, ?)')
  db.exec('BEGIN')
  for (const text of texts) add.run(text, '')
  db.exec('COMMIT')
  const vocabulary = createVocabulary(db)
  await vocabulary.refresh(texts.length)
  return { vocabulary, add: (text) => void add.run(text, '') }
}

test('a part is found in every word that holds it, wherever in the index that stands', async () => {
  // More than are read at once, and words at the bounds of what is.
  const many = Array.from({ length: 9_000 }, (_, n) => `word${n}`)
  const vocabulary = await vocabularyOf([many.join(' '), 'aaaplayname zzzplayname', 'überprüfung セッションの再開'])
  expect(vocabulary.holding('playname')).toEqual(['aaaplayname', 'zzzplayname'])
  for (const word of ['word0', 'word8999', 'word3999', 'word4000']) expect(vocabulary.holding(word)[0]).toBe(word)
  for (let n = 1_000; n < 9_000; n += 1) expect(vocabulary.holding(`ord${n}`)).toEqual([`word${n}`])
  expect(vocabulary.holding('berpruf')).toEqual(['uberprufung'])
  expect(vocabulary.holding('ションの')).toHaveLength(1)
  expect(vocabulary.holding('nothing')).toEqual([])
})

test('of a part that very many words hold, those of the fewest bytes are taken', async () => {
  const words = Array.from({ length: 600 }, (_, n) => `${'x'.repeat(n % 60)}er${n}`)
  const vocabulary = await vocabularyOf([words.join(' ')])
  const sizes = vocabulary.holding('er').map((word) => Buffer.byteLength(word))
  const all = words.map((word) => Buffer.byteLength(word)).toSorted((a, b) => a - b)
  expect(sizes).toEqual(all.slice(0, sizes.length))
  expect(sizes).toHaveLength(200)
})

test('what is no word, a hash or encoded bytes, is not held', async () => {
  const vocabulary = await vocabularyOf([`short ${'f'.repeat(70)}hash`])
  expect(vocabulary.holding('hash')).toEqual([])
  expect(vocabulary.holding('hor')).toEqual(['short'])
})

test('what comes is held at once, before, while and after all words are read', async () => {
  const many = Array.from({ length: 9_000 }, (_, n) => `word${n}`)
  const { vocabulary, add } = await indexOf(['aardvark', ...many])
  // So many texts that a few more are no reason to read all words anew.
  await vocabulary.refresh(1_000)
  vocabulary.hear(['A Zanzibarité rock'])
  expect(vocabulary.holding('zibar')).toEqual(['zanzibarite'])
  // Twice is once, and so is a word that was known.
  vocabulary.hear(['zanzibarite', 'aardvark'])
  expect(vocabulary.holding('zibar')).toEqual(['zanzibarite'])
  expect(vocabulary.holding('ardva')).toEqual(['aardvark'])
  // Much of it, whose words are not asked for.
  vocabulary.hear([`${'filler '.repeat(60_000)} heliotrope`])
  expect(vocabulary.holding('liotr')).toEqual(['heliotrope'])

  vocabulary.forget()
  const reading = vocabulary.refresh(1_000)
  const other = vocabulary.refresh(1_000)
  // Behind the place where they are read by now.
  add('aaaquagga')
  vocabulary.hear(['aaaquagga'])
  await other
  expect(vocabulary.holding('quagg')).toEqual(['aaaquagga'])
  await reading
  expect(vocabulary.holding('word8999')).toEqual(['word8999'])
})

test('when much came, all words are read anew', async () => {
  const { vocabulary, add } = await indexOf(['one', 'two'])
  await vocabulary.refresh(2)
  for (const word of ['heron', 'stork', 'egret']) {
    add(word)
    vocabulary.hear([word])
  }
  await vocabulary.refresh(5)
  for (const part of ['ero', 'tor', 'gre']) expect(vocabulary.holding(part)).toHaveLength(1)
})
