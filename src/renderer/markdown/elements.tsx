import Square from 'lucide-react/icons/square'
import SquareCheck from 'lucide-react/icons/square-check'
import type { ReactNode } from 'react'
import type { Components } from 'react-markdown'
import { useT } from '../store/store.ts'
import { CodeBlock } from './codeBlock.tsx'
import { Diagram } from './diagram.tsx'
import { Formula } from './formula.tsx'
import { NoteMark } from './noteMark.tsx'
import { OutsideLink } from './outsideLink.tsx'
import { Picture } from './picture.tsx'
import { useIsOpen } from './openBlock.ts'

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
    return <Code language={language} code={text.replace(/\n$/, '')} />
  },
  table: ({ children }) => <TableFrame>{children}</TableFrame>,
  input: ({ checked }) => <TaskBox done={checked === true} />,
  h1: ({ children }) => <h3 className="md-h1">{children}</h3>,
  h2: ({ children }) => <h4 className="md-h2">{children}</h4>,
  h3: ({ children }) => <h5 className="md-h3">{children}</h5>,
  h4: ({ children }) => <h6 className="md-h4">{children}</h6>,
  h5: ({ children }) => <h6 className="md-h4">{children}</h6>,
  h6: ({ children }) => <h6 className="md-h4">{children}</h6>,
  ...ownElements({
    'retoma-formula': ({ source, display }) => <Formula source={source ?? ''} display={display !== undefined} />,
    'retoma-note': ({ label, written }) => <NoteMark label={label ?? ''} written={written ?? ''} />,
  }),
}

/** Elements that are no HTML have no place in the types: all that they have is text. */
function ownElements(
  elements: Readonly<Record<string, (properties: Readonly<Record<string, string | undefined>>) => ReactNode>>,
): Components {
  return elements as Components
}

/** Code within a list or a quotation. */
function Code({ language, code }: { readonly language: string; readonly code: string }): ReactNode {
  const open = useIsOpen()
  if (language === 'mermaid' && !open) return <Diagram source={code} />
  return <CodeBlock language={language} code={code} open={false} />
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
