import { memo } from 'react'
import type { ReactNode } from 'react'
import ReactMarkdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { components } from './elements.tsx'
import { remarkNotes } from './notes.ts'
import { remarkFormulas } from './remarkFormulas.ts'
import { looksDeep, remarkShallow } from './shallow.ts'

/** Too deep goes first: what follows walks the tree by recursion. */
const plugins = [remarkGfm, remarkFormulas, remarkShallow, remarkNotes]

/** A piece of Markdown that is parsed as a whole; what can't be parsed in reason is shown as it is written. */
export const MarkdownText = memo(function MarkdownText({ text }: { readonly text: string }): ReactNode {
  return parsed(text) ?? <div className="md-plain">{text}</div>
})

function parsed(text: string): ReactNode {
  if (looksDeep(text)) return null
  try {
    // Called, not mounted: what a hostile text makes it throw must not take the conversation down.
    return ReactMarkdown({ children: text, remarkPlugins: plugins, components, urlTransform: asWritten })
  } catch {
    return null
  }
}

/** The elements judge addresses themselves. */
function asWritten(url: string): string {
  return url
}
