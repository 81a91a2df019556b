import Anser from 'anser'

/** The hues that a text can have here: what a program asks for is brought to the nearest of them. */
const hues = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const
type Hue = (typeof hues)[number]

const decorationClasses: Readonly<Record<string, string>> = {
  bold: 'ansi-bold',
  dim: 'ansi-dim',
  italic: 'ansi-italic',
  underline: 'ansi-underline',
  strikethrough: 'ansi-strike',
}

/** Follows the styles that a program sets. */
export interface TerminalColours {
  /** Takes the parameters of one SGR sequence; gives the classes of what follows, empty for plain text. */
  set(parameters: string): string
}

/** Starts plain. Hidden text is shown all the same: nothing may be there that one does not see. */
export function createTerminalColours(): TerminalColours {
  // A program sets the same few styles over and over: what each of them leads to from each other is found out once.
  let state: Colours = { entry: null, classes: '', next: new Map() }
  const known = new Map<string, Colours>()
  return {
    set: (parameters) => {
      const found = state.next.get(parameters)
      if (found !== undefined) {
        state = found
        return found.classes
      }
      // Those that begin with a mark of their own (`>`, `?`) ask the terminal for something else.
      if (!/^[\d;:]*$/u.test(parameters)) return state.classes
      const entry = readStyle(state.entry, parameters)
      const name = JSON.stringify([entry.fg, entry.bg, entry.fg_truecolor, entry.bg_truecolor, entry.decorations])
      const reached = known.get(name) ?? { entry, classes: classesOf(entry), next: new Map<string, Colours>() }
      // Of a program that asks for ever other colours not all are kept.
      if (known.size < MOST_KNOWN) known.set(name, reached)
      if (known.get(name) === reached && state.next.size < MOST_KNOWN) state.next.set(parameters, reached)
      state = reached
      return reached.classes
    },
  }
}

const MOST_KNOWN = 256

/** What a program set so far, and what it leads to with what was set next. */
interface Colours {
  readonly entry: Anser.AnserJsonEntry | null
  readonly classes: string
  readonly next: Map<string, Colours>
}

/** What a style sequence makes of what was set before it. */
function readStyle(before: Anser.AnserJsonEntry | null, parameters: string): Anser.AnserJsonEntry {
  const anser = new Anser()
  // It keeps what was set in fields of its own.
  if (before !== null) {
    const { fg, bg, fg_truecolor, bg_truecolor, decorations } = before
    Object.assign(anser, { fg, bg, fg_truecolor, bg_truecolor, decorations: [...decorations] })
  }
  const entry = anser.processChunkJson(`${parameters.replaceAll(':', ';')}m`, { use_classes: true, json: true }, true)
  // It adds what is asked for again and again.
  return { ...entry, decorations: [...new Set(entry.decorations)] }
}

function classesOf({ fg, bg, fg_truecolor, bg_truecolor, decorations }: Anser.AnserJsonEntry): string {
  const front = hueOf(fg, fg_truecolor)
  // On a colour all text is ink: no two colours of a program can be unreadable together.
  const ground = decorations.includes('reverse') ? (front ?? 'white') : hueOf(bg, bg_truecolor)
  const classes = decorations.flatMap((name) => decorationClasses[name] ?? [])
  if (ground !== null) classes.push(`ansi-on-${ground}`)
  else if (front !== null && front !== 'white') classes.push(`ansi-${front}`)
  return classes.toSorted().join(' ')
}

/** @param name as anser has it: `ansi-red`, `ansi-bright-red`, `ansi-palette-208`, `ansi-truecolor` */
function hueOf(name: string | null, trueColour: string | null): Hue | null {
  if (name === null || name === '') return null
  if (name === 'ansi-truecolor') return nearest((trueColour ?? '').split(',').map(Number))
  const palette = /^ansi-palette-(\d+)$/u.exec(name)?.[1]
  if (palette !== undefined) return nearest(paletteColour(Number(palette)))
  if (name === 'ansi-bright-black') return 'black'
  return hues.find((hue) => name === `ansi-${hue}` || name === `ansi-bright-${hue}`) ?? null
}

/** The colour of a number from 16 to 255: a cube of six steps, then greys. */
function paletteColour(number: number): readonly number[] {
  if (number >= 232) {
    const grey = 8 + (number - 232) * 10
    return [grey, grey, grey]
  }
  const step = (value: number): number => (value === 0 ? 0 : 55 + value * 40)
  const place = number - 16
  return [step(Math.floor(place / 36)), step(Math.floor(place / 6) % 6), step(place % 6)]
}

const around: readonly Hue[] = ['red', 'yellow', 'green', 'cyan', 'blue', 'magenta']

function nearest([red = 0, green = 0, blue = 0]: readonly number[]): Hue {
  const most = Math.max(red, green, blue)
  const span = most - Math.min(red, green, blue)
  if (span < 40) return most < 150 ? 'black' : 'white'
  const sixth =
    most === red ? (green - blue) / span : most === green ? (blue - red) / span + 2 : (red - green) / span + 4
  return around[Math.round((sixth + 6) % 6) % 6] ?? 'white'
}
