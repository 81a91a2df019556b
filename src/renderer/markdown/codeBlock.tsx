import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import type { Root } from 'hast'
import Check from 'lucide-react/icons/check'
import Copy from 'lucide-react/icons/copy'
import { memo, startTransition, useEffect, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { copy } from '../store/actions.ts'
import { useT } from '../store/store.ts'
import { findHighlight, knownHighlight } from './highlight.ts'

/** How long a stream must be quiet before half a block gets its colours, in milliseconds. */
const pause = 400
/** Lines that are laid out together: a growing block lays out only its last piece again. */
const linesTogether = 120

interface Coloured {
  readonly code: string
  readonly language: string
  readonly tree: Root | null
}

/** A block of code with its language and a way to copy it; `open` while it may still grow. */
export const CodeBlock = memo(function CodeBlock({
  language,
  code,
  open,
}: {
  readonly language: string
  readonly code: string
  readonly open: boolean
}): ReactNode {
  const t = useT()
  const coloured = useColours(language, code, open)
  return (
    <figure className="code-block" aria-label={language === '' ? t('md.code') : t('md.codeIn', { language })}>
      <figcaption className="code-head">
        <span className="code-language">{language}</span>
        <CopyButton text={code} />
      </figcaption>
      <pre className="code-body" tabIndex={0}>
        <code>{coloured ?? <PlainCode code={code} />}</code>
      </pre>
    </figure>
  )
})

function useColours(language: string, code: string, open: boolean): ReactElement | null {
  const known = open ? undefined : knownHighlight(language, code)
  const [found, setFound] = useState<Coloured | null>(null)
  useEffect(() => {
    if (known !== undefined || language === '') return
    let wanted = true
    const timer = setTimeout(
      () => {
        findHighlight(language, code).then(
          (tree) => {
            if (wanted) startTransition(() => setFound({ code, language, tree }))
          },
          () => undefined,
        )
      },
      open ? pause : 0,
    )
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [known, language, code, open])
  const tree = known ?? (found?.code === code && found.language === language ? found.tree : null)
  if (tree === null) return null
  // Its own types name a JSX namespace that React no longer declares.
  const element: unknown = toJsxRuntime(tree, { Fragment, jsx, jsxs })
  return element as ReactElement
}

function PlainCode({ code }: { readonly code: string }): ReactNode {
  if (code.length < 8_000) return code
  return piecesOf(code).map((piece, index) => <Piece key={index} text={piece} />)
}

const Piece = memo(function Piece({ text }: { readonly text: string }): ReactNode {
  return <span className="code-piece">{text}</span>
})

function piecesOf(code: string): readonly string[] {
  const lines = code.split('\n')
  const pieces: string[] = []
  for (let at = 0; at < lines.length; at += linesTogether) {
    const rest = at + linesTogether < lines.length ? '\n' : ''
    pieces.push(lines.slice(at, at + linesTogether).join('\n') + rest)
  }
  return pieces
}

/** Copies a text and says so on its own face for a moment. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }): ReactNode {
  const t = useT()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1_600)
    return () => clearTimeout(timer)
  }, [copied])
  const Icon = copied ? Check : Copy
  return (
    <button
      type="button"
      className="quiet-btn"
      aria-label={copied ? t('common.copied') : (label ?? t('common.copy'))}
      data-tip={copied ? t('common.copied') : (label ?? t('common.copy'))}
      onClick={() => {
        void copy(text, null)
        setCopied(true)
      }}
    >
      <Icon aria-hidden="true" />
    </button>
  )
}
