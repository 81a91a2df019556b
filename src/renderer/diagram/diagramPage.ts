import mermaid from 'mermaid'

/**
 * The script of the page that draws diagrams. It runs in a sandbox without an origin, under a policy that lets it load
 * nothing; whoever asks gets a text, and shows that as an image.
 */

interface Request {
  readonly id: number
  readonly source: string
  readonly colours: Readonly<Record<string, string>>
}

/** The system's own: within an image there are no others, and words must be as wide there as they were measured here. */
const fontFamily = 'system-ui, sans-serif'
let count = 0

function configure(colours: Readonly<Record<string, string>>): void {
  const of = (token: string): string => colours[token] ?? 'gray'
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    maxTextSize: 20_000,
    maxEdges: 400,
    // What a source says about itself must not change what is set here.
    secure: [
      'secure',
      'securityLevel',
      'startOnLoad',
      'maxTextSize',
      'maxEdges',
      'suppressErrorRendering',
      'htmlLabels',
      'themeCSS',
      'fontFamily',
      'deterministicIds',
    ],
    htmlLabels: false,
    flowchart: { useMaxWidth: false },
    fontFamily,
    theme: 'base',
    themeVariables: {
      fontFamily,
      fontSize: '14px',
      useGradient: false,
      dropShadow: 'none',
      background: of('raise'),
      primaryColor: of('raise'),
      primaryTextColor: of('ink'),
      primaryBorderColor: of('line-2'),
      secondaryColor: of('accent-soft'),
      secondaryTextColor: of('ink'),
      secondaryBorderColor: of('accent'),
      tertiaryColor: of('hover'),
      tertiaryTextColor: of('ink'),
      tertiaryBorderColor: of('line-2'),
      lineColor: of('ink-3'),
      textColor: of('ink'),
      titleColor: of('ink'),
      edgeLabelBackground: of('code'),
      noteBkgColor: of('accent-soft'),
      noteTextColor: of('ink'),
      noteBorderColor: of('line-2'),
      errorTextColor: of('bad'),
    },
  })
}

async function draw({ source, colours }: Request): Promise<string | null> {
  try {
    configure(colours)
    count += 1
    const { svg } = await mermaid.render(`diagram-${count}`, source)
    return wellFormed(svg)
  } catch {
    return null
  } finally {
    document.body.replaceChildren()
  }
}

/** The text of an image must be XML, and say its size. */
function wellFormed(svg: string): string | null {
  const place = document.createElement('div')
  place.innerHTML = svg
  const root = place.querySelector('svg')
  if (root === null) return null
  root.removeAttribute('style')
  return new XMLSerializer().serializeToString(root)
}

addEventListener(
  'message',
  ({ data, ports, source }) => {
    const port = ports[0]
    if (data !== 'draw' || source !== parent || port === undefined) return
    let last: Promise<unknown> = Promise.resolve()
    port.onmessage = ({ data: request }: MessageEvent<Request>) => {
      last = last.then(async () => port.postMessage({ id: request.id, svg: await draw(request) }))
    }
  },
  { once: true },
)
