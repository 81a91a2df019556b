import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { pictureOf } from './attaching.ts'
import { afterPress, pressesFor, wander } from './keys.ts'
import { halfExports, leftoversOf } from './leftovers.ts'
import { damagesOf } from './logLines.ts'
import { descendantsOf, runtimesOf, stillThere } from './processes.ts'
import { createRandom } from './random.ts'
import { createRegister } from './register.ts'
import { createTruth } from './truth.ts'
import { answerTo, tokenOf, tokensIn, wordsFor } from './words.ts'

it('the same seed gives the same choices, and another one others', () => {
  const draw = (seed: number): string => {
    const random = createRandom(seed)
    return Array.from({ length: 40 }, () => `${random.int(0, 9)}${random.weighted({ a: 1, b: 3 })}`).join('')
  }
  expect(draw(7)).toBe(draw(7))
  expect(draw(7)).not.toBe(draw(8))
  expect(new Set(draw(7).match(/\d/gu)).size).toBeGreaterThan(5)
  expect(createRandom(1).pick<string>([])).toBeUndefined()
})

it('a register allows what is owed and what was asked for since, and nothing that was refused', () => {
  const register = createRegister('a')
  const b = register.ask('b')
  expect(register.allowed(0)).toEqual(['a', 'b'])
  b.owed()
  expect(register.allowed(0)).toEqual(['b'])
  register.ask('c').refused()
  register.ask('d').owed(100)
  expect(register.allowed(99)).toEqual(['b', 'd'])
  expect(register.allowed(100)).toEqual(['d'])
  register.found('b')
  expect([register.allowed(0), register.latest()]).toEqual([['b'], 'b'])
})

it('what is pressed gives the text that was meant, slips and all', () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const random = createRandom(seed)
    const text = wordsFor(tokenOf(seed), random)
    const draft = pressesFor(text, random).reduce(afterPress, null)
    expect(draft).toEqual({ text, selectionStart: text.length, selectionEnd: text.length })
    expect(wander(random).reduce(afterPress, draft)?.text).toBe(text)
    expect(tokensIn(text)).toEqual([tokenOf(seed)])
    expect(tokensIn(answerTo(tokenOf(seed)))).toEqual([])
  }
  const all = afterPress({ text: 'abc', selectionStart: 1, selectionEnd: 1 }, { key: 'ControlOrMeta+a', how: 'press' })
  expect(afterPress(all, { key: 'x', how: 'press' })).toEqual({ text: 'x', selectionStart: 1, selectionEnd: 1 })
  expect(afterPress(all, { key: 'Backspace', how: 'press' })).toBeNull()
})

it('finds what is wrong with a log', () => {
  const line = (id: string, type: string, content = ''): string =>
    `${JSON.stringify({ id, type, data: { content } })}\n`
  const good = line('1', 'session.start') + line('2', 'user.message', tokenOf(1)) + line('3', 'session.resume')
  const wrong = (log: string, whole = true): number => damagesOf(log, whole, tokensIn).length
  expect(wrong(good)).toBe(0)
  expect(wrong(`${good}{"half`)).toBe(1)
  expect(wrong(`${good}{"half`, false)).toBe(0)
  expect(wrong(`${good}{"half\n`)).toBe(1)
  expect(wrong(good + line('3', 'x'))).toBe(1)
  expect(wrong(good + line('4', 'session.start'))).toBe(1)
  expect(wrong(line('1', 'user.message'))).toBe(1)
  expect(wrong(good + line('4', 'user.message', tokenOf(1)))).toBe(1)
})

it('knows whose child a process is, however deep, and whether it is still the same one', () => {
  const one = (pid: number, parent: number, command: string): { pid: number; parent: number; command: string } => ({
    pid,
    parent,
    command,
  })
  const runtime = one(5, 3, '/x/copilot-runtime --stdio')
  const all = [runtime, one(3, 2, 'helper'), one(4, 9, '/x/copilot-runtime'), one(2, 1, 'app')]
  expect(descendantsOf(2, all).map(({ pid }) => pid)).toEqual([3, 5])
  expect(runtimesOf(2, all)).toEqual([runtime])
  expect(stillThere([runtime], all)).toEqual([runtime])
  expect(stillThere([runtime], [one(5, 1, 'another')])).toEqual([])
})

it('finds what is left of what was deleted for good, and nothing of what is there', async () => {
  const truth = createTruth()
  for (const id of ['gone', 'here']) truth.create(id).owed()
  truth.send('gone', tokenOf(1), tokenOf(1), false).owed()
  truth.send('here', tokenOf(2), tokenOf(2), false).owed()
  truth.session('gone').draft.ask({ draft: null, attached: ['notes-3.txt'], sent: null })
  const base = mkdtempSync(join(tmpdir(), 'retoma-leftovers-'))
  try {
    mkdirSync(join(base, 'deep'))
    const left = (name: string, text: string): Promise<readonly string[]> => {
      writeFileSync(join(base, name), text)
      return leftoversOf(truth, new Set(['here']), [base], 0)
    }
    expect(await left('a', `${tokenOf(2)} notes-33.txt`)).toEqual([])
    expect(await left('deep/b', `\0${tokenOf(1)}`)).toEqual([join(base, 'deep/b')])
    expect(await left('deep/b', 'notes-3.txt')).toEqual([join(base, 'deep/b')])
    expect(await leftoversOf(truth, new Set(['here', 'gone']), [base], 0)).toEqual([])
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
})

it('finds what is left of an export, and no export that is whole', async () => {
  const base = mkdtempSync(join(tmpdir(), 'retoma-exports-'))
  try {
    writeFileSync(join(base, 'export-1.json'), '{}')
    expect(await halfExports(base, 0)).toEqual([])
    writeFileSync(join(base, '.retoma-export-1.part'), '{')
    expect(await halfExports(base, 0)).toEqual(['.retoma-export-1.part'])
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
})

it('draws a picture that no other is', () => {
  expect(pictureOf(1).equals(pictureOf(2))).toBe(false)
  expect(pictureOf(1).subarray(1, 4).toString()).toBe('PNG')
})
