import type { Element, ElementContent, Nodes } from 'hast'
import { defaultSchema, sanitize, type Schema } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { common, createLowlight } from 'lowlight'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { styles } from './htmlStyles.ts'

/** Longer code is not coloured: it would take its time (UTF-16 units). */
const MOST_COLOURED = 50_000
const OWN_PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/u

/** Nothing that runs, nothing that is loaded: pictures only where they are in the text itself. */
const schema: Schema = {
  ...defaultSchema,
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto'], src: ['data'] },
}

const lowlight = createLowlight(common)
const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  // Tags in a text are shown as they were written.
  .use(remarkRehype, { handlers: { html: (_, node: { value: string }) => ({ type: 'text', value: node.value }) } })

/** Markdown as HTML that can be opened anywhere without harm. */
export function markdownToHtml(markdown: string): string {
  const tree = processor.runSync(processor.parse(markdown))
  visit(tree, withoutRemotePictures)
  const safe = sanitize(tree, schema)
  visit(safe, coloured)
  return toHtml(safe)
}

/** What stands before the messages of a page, up to and with the opening of its main part. */
export function pageHead(title: string, language: string): string {
  const head = [
    '<meta charset="utf-8">',
    // Should anything of a text have come through after all, it stays still.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${toHtml({ type: 'text', value: title })}</title>`,
    `<style>${styles}</style>`,
  ]
  return `<!doctype html>\n<html lang="${language}">\n<head>\n${head.join('\n')}\n</head>\n<body>\n<main>\n`
}

/** One part of a page: the head of the session, or a message. */
export function pagePart(kind: 'head' | 'user' | 'assistant', markdown: string): string {
  const tag = kind === 'head' ? 'header' : 'article'
  return `<${tag} class="${kind}">\n${markdownToHtml(markdown)}\n</${tag}>\n`
}

/** The end of a page. */
export const pageEnd = '</main>\n</body>\n</html>\n'

/** Goes through all elements, the innermost last; what `change` gives takes the place of an element. */
function visit(node: Nodes, change: (element: Element) => Element): void {
  if (!('children' in node)) return
  node.children.forEach((child, index) => {
    if (child.type !== 'element') return
    const changed = change(child)
    node.children[index] = changed
    visit(changed, change)
  })
}

function withoutRemotePictures(element: Element): Element {
  if (element.tagName !== 'img') return element
  const src = textOf(element.properties['src'])
  if (OWN_PICTURE.test(src)) return element
  const alt = textOf(element.properties['alt'])
  const children: ElementContent[] = [{ type: 'text', value: alt === '' ? src : alt }]
  return { type: 'element', tagName: 'a', properties: { href: src }, children }
}

function textOf(value: Element['properties'][string]): string {
  return typeof value === 'string' ? value : ''
}

function coloured(element: Element): Element {
  if (element.tagName !== 'code') return element
  const names = element.properties['className']
  const language = (Array.isArray(names) ? names : [])
    .map(String)
    .find((name) => name.startsWith('language-'))
    ?.slice('language-'.length)
  const [text] = element.children
  if (language === undefined || text?.type !== 'text' || text.value.length > MOST_COLOURED) return element
  if (!lowlight.registered(language)) return element
  return { ...element, children: lowlight.highlight(language, text.value).children as ElementContent[] }
}
