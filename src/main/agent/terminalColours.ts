import Anser from 'anser'

/** The hues that a text can have here: what a program asks for is brought to the nearest of them. */
const hues = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const
type Hue = (typeof hues)[number]

const decorations: Readonly<Record<string, string>> = {
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
  const anser = new Anser()
  return {
    set: (parameters) => {
      const entry = anser.processChunkJson(`${parameters.replaceAll(':', ';')}m`, { use_classes: true }, true)
      const wanted = [...new Set<string>(entry.decorations)]
      // It adds what is asked for again and again.
      if (entry.decorations.length > wanted.length) entry.decorations.splice(0, Infinity, ...(wanted as []))
      const fg = hueOf(entry.fg, entry.fg_truecolor)
      const bg = hueOf(entry.bg, entry.bg_truecolor)
      const reverse = wanted.includes('reverse')
      // On a colour all text is ink: no two colours of a program can be unreadable together.
      const ground = reverse ? (fg ?? 'white') : bg
      const classes = wanted.flatMap((name) => decorations[name] ?? [])
      if (ground !== null) classes.push(`ansi-on-${ground}`)
      else if (fg !== null && fg !== 'white') classes.push(`ansi-${fg}`)
      return classes.toSorted().join(' ')
    },
  }
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
