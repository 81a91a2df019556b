import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { createTestLog, sessionStart } from '../src/main/history/testLog.ts'
import { expect } from './app.ts'
import type { Retoma, World } from './app.ts'
import { watchFrames } from './frames.ts'
import type { Frames } from './frames.ts'

/** The turn of `writeTurns` that has a diagram, which is drawn some time after its source stood there. */
export const drawn = 104

/** Writes a conversation that has words to find again in every line, and a tool with output in each turn. */
export function writeTurns(world: World, id: string, turns: number): void {
  const log = createTestLog()
  log.add('session.start', { ...sessionStart(id), context: { cwd: world.folder } })
  for (let n = 0; n < turns; n += 1) {
    log.add('user.message', { content: `Prompt ${n}`, messageId: `m${n}` })
    log.add('assistant.turn_start', { turnId: '0' })
    log.add('tool.execution_start', { toolCallId: `c${n}`, toolName: 'bash', arguments: { command: `ls part-${n}` } })
    const output = Array.from({ length: 14 }, (_, at) => `file ${at} of ${n}`).join('\n')
    log.add('tool.execution_complete', { toolCallId: `c${n}`, success: true, result: { content: output } })
    const words = (from: number): string => Array.from({ length: 120 }, (_, at) => `w${n}x${from + at}`).join(' ')
    const code = `\`\`\`ts\nexport const part${n}: number = ${n}\n\`\`\``
    const flow = `\`\`\`mermaid\nflowchart TD\n${Array.from({ length: 9 }, (_, at) => `  A${at} --> A${at + 1}`).join('\n')}\n\`\`\``
    log.add('assistant.message', {
      messageId: `a${n}`,
      content: [words(0), n === drawn ? flow : code, words(200)].join('\n\n'),
      model: 'demo',
      toolRequests: [],
    })
    log.add('assistant.turn_end', { turnId: '0' })
  }
  writeLog(world, id, log.text())
}

/** Writes a conversation of one answer with so many paragraphs, each a word that is in no other, a heading at times, and a list. */
export function writeLongAnswer(world: World, id: string, paragraphs: number): void {
  const log = createTestLog()
  log.add('session.start', { ...sessionStart(id), context: { cwd: world.folder } })
  log.add('user.message', { content: 'Everything', messageId: 'm0' })
  log.add('assistant.turn_start', { turnId: '0' })
  const part = (n: number): string => {
    const words = `w0x${n} ${'that **is** said and `kept` '.repeat(5)}`
    return n % 10 === 0 ? `## Part ${n}\n\n${words}\n\n- one\n- two` : words
  }
  const content = Array.from({ length: paragraphs }, (_, n) => part(n)).join('\n\n')
  log.add('assistant.message', { messageId: 'a0', content, model: 'demo', toolRequests: [] })
  log.add('assistant.turn_end', { turnId: '0' })
  writeLog(world, id, log.text())
}

/**
 * Writes a conversation whose turns are of all heights: a few words, some paragraphs with code, and at times an answer so
 * long that it is drawn in parts.
 */
export function writeMixedTurns(world: World, id: string, turns: number): void {
  const log = createTestLog()
  log.add('session.start', { ...sessionStart(id), context: { cwd: world.folder } })
  for (let n = 0; n < turns; n += 1) {
    log.add('user.message', { content: `Prompt ${n}`, messageId: `m${n}` })
    log.add('assistant.turn_start', { turnId: '0' })
    const paragraphs = n % 9 === 4 ? 110 : (n * 7) % 12
    const part = (at: number): string => {
      const words = Array.from({ length: 20 + ((at * 13) % 60) }, (_, word) => `w${n}x${at * 100 + word}`).join(' ')
      return at % 5 === 3 ? `${words}\n\n\`\`\`ts\n${'const part = 1\n'.repeat((at * 3) % 17)}\`\`\`` : words
    }
    const content = Array.from({ length: paragraphs + 1 }, (_, at) => part(at)).join('\n\n')
    log.add('assistant.message', { messageId: `a${n}`, content, model: 'demo', toolRequests: [] })
    log.add('assistant.turn_end', { turnId: '0' })
  }
  writeLog(world, id, log.text())
}

function writeLog(world: World, id: string, text: string): void {
  const folder = join(world.home, 'session-state', id)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'events.jsonl'), text)
}

/** A word of the conversation, and how far below its top edge it stands, in CSS pixels. */
export interface Word {
  readonly word: string
  readonly top: number
}

/** The first word that is in view as a whole, in a frame that is painted. */
export function topWord(retoma: Retoma): Promise<Word> {
  return topWordIn(retoma.transcript)
}

/** The same in a transcript beside others. */
export async function topWordIn(transcript: Locator): Promise<Word> {
  await watchFrames(transcript.page())
  const word = await transcript.evaluate(firstWord, false)
  if (word === null) throw new Error('No word is in view')
  return word
}

/** What `wheel` leaves in the page: what stood at the top of the view in the last frame before the wheel was turned. */
type Wheeled = { wheeled?: Word | null }

/** In the page: the first word in view, once a frame is painted; `untilWheel`: it is looked for until the wheel turns, for `wheeled`. */
function firstWord(box: Element, untilWheel: boolean): Promise<Word | null> {
  const first = (): Word | null => {
    const frame = box.getBoundingClientRect()
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node as Text
      for (const { 0: word, index } of text.data.matchAll(/w\d+x\d+/g)) {
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        const { top } = range.getBoundingClientRect()
        if (top >= frame.top) return { word, top: top - frame.top }
      }
    }
    return null
  }
  const kept = window as unknown as Wheeled & Frames
  delete kept.wheeled
  return new Promise((done) => {
    let seen: Word | null = null
    if (untilWheel) {
      const note = (): void => {
        kept.wheeled = seen
      }
      box.addEventListener('wheel', note, { capture: true, once: true })
    }
    kept.eachFrame(() => {
      seen = first()
      done(seen)
      return untilWheel && kept.wheeled === undefined
    })
  })
}

/** Where a word of the conversation stands now; null when it is not there. */
export function placeOf(retoma: Retoma, word: string): Promise<number | null> {
  return placeIn(retoma.transcript, word)
}

/** The same in a transcript beside others. */
export function placeIn(transcript: Locator, word: string): Promise<number | null> {
  return transcript.evaluate((box, wanted) => {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node as Text
      const found = new RegExp(`${wanted}(?!\\d)`).exec(text.data)
      if (found === null) continue
      const range = document.createRange()
      range.setStart(text, found.index)
      range.setEnd(text, found.index + wanted.length)
      return range.getBoundingClientRect().top - box.getBoundingClientRect().top
    }
    return null
  }, word)
}

/** Turns the wheel, and waits until the conversation has moved as far as that says. */
export function wheel(retoma: Retoma, by: number): Promise<void> {
  return wheelIn(retoma, retoma.transcript, by)
}

/** The same in a transcript beside others. */
async function wheelIn({ page }: Retoma, transcript: Locator, by: number): Promise<void> {
  // As it was seen last before it: what is drawn or loaded in the same moment must not move what is in view.
  await watchFrames(page)
  await transcript.evaluate(firstWord, true)
  await page.mouse.wheel(0, by)
  const wheeled = (): Promise<Word | null> => page.evaluate(() => (window as unknown as Wheeled).wheeled ?? null)
  await expect.poll(wheeled, { message: 'the wheel turns over words', intervals: [20, 50, 100] }).not.toBeNull()
  const { word, top } = (await wheeled()) as Word
  await expect.poll(async () => Math.round(((await placeIn(transcript, word)) ?? 0) - top)).toBe(-by)
}
