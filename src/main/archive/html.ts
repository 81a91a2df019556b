import { toHtml } from 'hast-util-to-html'
import { common, createLowlight } from 'lowlight'
import { Marked, type Tokens } from 'marked'
import { styles } from './htmlStyles.ts'
import type { MessageBlock } from './markdown.ts'

/** Longer code is not coloured: it would take its time (UTF-16 units). */
const MOST_COLOURED = 50_000
const OWN_PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/u
/** An address as it may be followed: one of the web, of mail, or without a scheme. */
const ADDRESS = /^(?:https?:|mailto:|[^:]*$|[^:/?#]*[/?#])/iu

const lowlight = createLowlight(common)

/**
 * Nothing that runs, nothing that is loaded: tags in a text are shown as they were written, links lead where a browser may go,
 * pictures are only shown where they are in the text itself. All else that comes of a text are tags without attributes.
 */
const marked = new Marked({
  gfm: true,
  tokenizer: {
    // What looks like a footnote is shown as it was written, and defines nothing.
    def: (source) => (source.trimStart().startsWith('[^') ? undefined : false),
  },
  renderer: {
    html: ({ text, block }) => (block ? `<p>${escaped(text.trimEnd())}</p>\n` : escaped(text)),
    // Behind a tag such as <script> the parser takes text for HTML; a reference such as &amp; stays what it is.
    text(token): string {
      const inner = 'tokens' in token ? token.tokens : undefined
      if (inner !== undefined) return this.parser.parseInline(inner)
      return token.text.replaceAll('<', '&#x3C;').replaceAll(/&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|\w+);)/giu, '&#x26;')
    },
    code: ({ text, lang = '' }) => `${codeToHtml(text, /^\S*/u.exec(lang)?.[0] ?? '')}\n`,
    image: ({ href, text }) => {
      if (OWN_PICTURE.test(href)) return `<img src="${quoted(href)}" alt="${quoted(text)}">`
      return link(href, escaped(text === '' ? href : text))
    },
    link({ href, tokens }: Tokens.Link): string {
      return link(href, this.parser.parseInline(tokens))
    },
  },
})

/** Markdown as HTML that can be opened anywhere without harm. */
export function markdownToHtml(markdown: string): string {
  return marked.parse(markdown.replaceAll('\0', '\ufffd'), { async: false }).trimEnd()
}

/** What stands before the messages of a page, up to and with the opening of its main part. */
export function pageHead(title: string, language: string): string {
  const head = [
    '<meta charset="utf-8">',
    // Should anything of a text have come through after all, it stays still.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(title)}</title>`,
    `<style>${styles}</style>`,
  ]
  return `<!doctype html>\n<html lang="${language}">\n<head>\n${head.join('\n')}\n</head>\n<body>\n<main>\n`
}

/** One part of a page: the head of the session, or a message. */
export function pagePart(kind: 'head' | 'user' | 'assistant', pieces: readonly MessageBlock[]): string {
  const tag = kind === 'head' ? 'header' : 'article'
  const parts = pieces.map((piece) =>
    typeof piece === 'string' ? markdownToHtml(piece) : codeToHtml(piece.code, piece.language),
  )
  return `<${tag} class="${kind}">\n${parts.filter((part) => part !== '').join('\n')}\n</${tag}>\n`
}

/** The end of a page. */
export const pageEnd = '</main>\n</body>\n</html>\n'

function codeToHtml(code: string, language: string): string {
  const text = `${code.replace(/\n$/u, '').replaceAll('\0', '\ufffd')}\n`
  const coloured = text.length <= MOST_COLOURED && lowlight.registered(language)
  const name = language === '' ? '' : ` class="language-${quoted(language)}"`
  return `<pre><code${name}>${coloured ? toHtml(lowlight.highlight(language, text)) : escaped(text)}</code></pre>`
}

/** @param html what stands in it, as HTML */
function link(href: string, html: string): string {
  const address = href.replaceAll('&amp;', '&')
  return ADDRESS.test(address) ? `<a href="${quoted(address)}">${html}</a>` : `<a>${html}</a>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;')
}

function quoted(text: string): string {
  return escaped(text).replaceAll('"', '&#x22;')
}
