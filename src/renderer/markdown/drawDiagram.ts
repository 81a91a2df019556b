import { createDrawFrame } from './drawFrame.ts'
import type { DrawFrame } from './drawFrame.ts'
import { pictureOf } from './svgPicture.ts'

/** A diagram as a picture, or why there is none. */
export type Drawn =
  | { readonly kind: 'picture'; readonly src: string; readonly width: number; readonly height: number }
  | { readonly kind: 'failed'; readonly why: 'source' | 'slow' | 'long' }

type Theme = 'light' | 'dark'

/** A longer source is not drawn, in characters. */
const longest = 20_000
/** How long drawing may take, in milliseconds; the first one loads what draws. */
const patience = 20_000
/** The page that draws is let go when it was not needed for so long, in milliseconds: it takes some 60 MB. */
const idle = 60_000
const keep = 60
const known = new Map<string, Drawn>()
/** One at a time, in the order in which they were asked for. */
let last: Promise<unknown> = Promise.resolve()
let frame: DrawFrame | null = null
let letGo: ReturnType<typeof setTimeout> | undefined

/** What was drawn before, at once; null when it has to be drawn first. */
export function knownDiagram(source: string, theme: Theme): Drawn | null {
  return source.length > longest ? { kind: 'failed', why: 'long' } : (known.get(`${theme}\n${source}`) ?? null)
}

/** Draws a diagram in a page of its own, which can do nothing else; never rejects. */
export function drawDiagram(source: string, theme: Theme): Promise<Drawn> {
  const drawn = last.then(async () => {
    const before = knownDiagram(source, theme)
    if (before !== null) return before
    const made = await drawNow(source)
    if (known.size >= keep) known.delete(known.keys().next().value ?? '')
    known.set(`${theme}\n${source}`, made)
    return made
  })
  last = drawn
  return drawn
}

async function drawNow(source: string): Promise<Drawn> {
  clearTimeout(letGo)
  frame ??= createDrawFrame()
  const answer = await frame.draw(source, colours(), patience)
  if (answer.slow) {
    // It may be in an endless loop: the next one gets a page of its own.
    drop()
    return { kind: 'failed', why: 'slow' }
  }
  letGo = setTimeout(drop, idle)
  const picture = answer.svg === null ? null : pictureOf(answer.svg)
  return picture === null ? { kind: 'failed', why: 'source' } : { kind: 'picture', ...picture }
}

function drop(): void {
  frame?.dispose()
  frame = null
}

const tokens = [
  'raise',
  'code',
  'panel',
  'hover',
  'line',
  'line-2',
  'ink',
  'ink-2',
  'ink-3',
  'accent',
  'accent-soft',
  'bad',
] as const

/** The colours of the theme as they are now. */
function colours(): Readonly<Record<string, string>> {
  const probe = document.createElement('i')
  probe.hidden = true
  document.body.append(probe)
  const found = tokens.map((token) => {
    probe.style.color = `var(--${token})`
    return [token, getComputedStyle(probe).color]
  })
  probe.remove()
  return Object.fromEntries(found) as Readonly<Record<string, string>>
}
