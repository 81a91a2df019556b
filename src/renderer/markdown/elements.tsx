import Image from 'lucide-react/icons/image'
import Square from 'lucide-react/icons/square'
import SquareCheck from 'lucide-react/icons/square-check'
import type { KeyboardEvent, ReactNode } from 'react'
import type { Components } from 'react-markdown'
import { openLink } from '../store/actions.ts'
import { useT } from '../store/store.ts'
import { CodeBlock } from './codeBlock.tsx'
import { outsideUrl, ownImage } from './links.ts'

/** What Markdown's elements become. Headings begin at level three: the page and the turn have the ones above. */
export const components: Components = {
  a: ({ href, children }) => <OutsideLink href={href}>{children}</OutsideLink>,
  img: ({ src, alt }) => <Picture src={typeof src === 'string' ? src : undefined} alt={alt ?? ''} />,
  pre: ({ node, children }) => {
    const code = node?.children[0]
    if (code?.type !== 'element' || code.tagName !== 'code') return <pre>{children}</pre>
    const names = code.properties['className']
    const name = Array.isArray(names) ? names.map(String).find((value) => value.startsWith('language-')) : undefined
    const text = code.children.map((child) => (child.type === 'text' ? child.value : '')).join('')
    const language = name?.slice('language-'.length).toLowerCase() ?? ''
    return <CodeBlock language={language} code={text.replace(/\n$/, '')} open={false} />
  },
  table: ({ children }) => <TableFrame>{children}</TableFrame>,
  input: ({ checked }) => <TaskBox done={checked === true} />,
  h1: ({ children }) => <h3 className="md-h1">{children}</h3>,
  h2: ({ children }) => <h4 className="md-h2">{children}</h4>,
  h3: ({ children }) => <h5 className="md-h3">{children}</h5>,
  h4: ({ children }) => <h6 className="md-h4">{children}</h6>,
  h5: ({ children }) => <h6 className="md-h4">{children}</h6>,
  h6: ({ children }) => <h6 className="md-h4">{children}</h6>,
}

/** A link has no address of its own in the page: nothing can follow it but main, after it has asked. */
function OutsideLink({
  href,
  children,
}: {
  readonly href: string | undefined
  readonly children: ReactNode
}): ReactNode {
  const url = outsideUrl(href)
  if (url === null) return <span className="md-dead-link">{children}</span>
  return (
    <span
      className="md-link"
      role="link"
      tabIndex={0}
      title={url}
      onClick={() => void openLink(url)}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter') void openLink(url)
      }}
    >
      {children}
    </span>
  )
}

function Picture({ src, alt }: { readonly src: string | undefined; readonly alt: string }): ReactNode {
  const t = useT()
  const own = ownImage(src)
  if (own !== null) return <img className="md-image" src={own} alt={alt} />
  const label = alt === '' ? t('md.image') : alt
  const chip = (
    <span className="md-image-chip">
      <Image aria-hidden="true" />
      {label}
    </span>
  )
  return outsideUrl(src) === null ? chip : <OutsideLink href={src}>{chip}</OutsideLink>
}

function TableFrame({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useT()
  return (
    <div className="md-table" role="group" tabIndex={0} aria-label={t('md.table')}>
      <table>{children}</table>
    </div>
  )
}

function TaskBox({ done }: { readonly done: boolean }): ReactNode {
  const t = useT()
  const Icon = done ? SquareCheck : Square
  return <Icon className="md-task" role="img" aria-label={t(done ? 'md.taskDone' : 'md.taskOpen')} />
}
