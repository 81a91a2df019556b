import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import type { Root } from 'hast'
import Check from 'lucide-react/icons/check'
import Copy from 'lucide-react/icons/copy'
import ListOrdered from 'lucide-react/icons/list-ordered'
import WrapText from 'lucide-react/icons/wrap-text'
import { memo, startTransition, useEffect, useMemo, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { copy } from '../store/actions.ts'
import { changeSettings } from '../store/settings.ts'
import { useApp, useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { useSettled } from '../ui/useSettled.ts'
import { inLines, plainLines } from './codeLines.ts'
import { findHighlight, knownHighlight } from './highlight.ts'
// Those of any Markdown first: these go beyond them.
import './markdown.css'
import './highlight.css'
import './codeBlock.css'

/** How long a stream must be quiet before half a block gets its colours, in milliseconds. */
const pause = 400
/** Lines that are laid out together: a growing block lays out only its last piece again. */
const linesTogether = 120

interface Coloured {
  readonly code: string
  readonly language: string
  readonly tree: Root | null
}

/** A block of code with its language and ways to read and copy it; `open` while it may still grow. */
export const CodeBlock = memo(function CodeBlock({
  language,
  code,
  open,
  actions,
  children,
}: {
  readonly language: string
  readonly code: string
  readonly open: boolean
  /** Buttons that go before the usual ones. */
  readonly actions?: ReactNode
  /** What is said below the code. */
  readonly children?: ReactNode
}): ReactNode {
  const t = useT()
  const wrap = useApp((state) => state.settings.codeWrap)
  const numbers = useApp((state) => state.settings.codeNumbers)
  const coloured = useColours(language, code, open, numbers)
  const settled = useSettled()
  return (
    <figure className="code-block" aria-label={language === '' ? t('md.code') : t('md.codeIn', { language })}>
      <figcaption className="code-head">
        <span className="code-language">{language}</span>
        <span className="code-actions">
          {actions}
          {settled && (
            <>
              <IconButton
                className="quiet-btn code-choice"
                label={t('reading.numbers')}
                aria-pressed={numbers}
                onClick={() => void changeSettings({ codeNumbers: !numbers })}
              >
                <ListOrdered aria-hidden="true" />
              </IconButton>
              <IconButton
                className="quiet-btn code-choice"
                label={t('reading.wrap')}
                aria-pressed={wrap}
                onClick={() => void changeSettings({ codeWrap: !wrap })}
              >
                <WrapText aria-hidden="true" />
              </IconButton>
            </>
          )}
          <CopyButton text={code} />
        </span>
      </figcaption>
      <pre className={`code-body ${wrap ? 'code-wrapped' : ''} ${numbers ? 'code-numbered' : ''}`} tabIndex={0}>
        <code>{coloured ?? <PlainCode code={code} numbers={numbers} />}</code>
      </pre>
      {children}
    </figure>
  )
})

function useColours(language: string, code: string, open: boolean, numbers: boolean): ReactElement | null {
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
  return useMemo(() => {
    if (tree === null) return null
    // Its own types name a JSX namespace that React no longer declares.
    const element: unknown = toJsxRuntime(numbers ? inLines(tree) : tree, { Fragment, jsx, jsxs })
    return element as ReactElement
  }, [tree, numbers])
}

function PlainCode({ code, numbers }: { readonly code: string; readonly numbers: boolean }): ReactNode {
  if (code.length < 8_000) return numbers ? <Lines text={code} /> : code
  return piecesOf(code).map((piece, index) => <Piece key={index} text={piece} numbers={numbers} />)
}

const Piece = memo(function Piece({ text, numbers }: { readonly text: string; readonly numbers: boolean }): ReactNode {
  return <span className="code-piece">{numbers ? <Lines text={text} /> : text}</span>
})

/** The numbers are drawn by the style sheet: they are no text, so nothing that copies takes them along. */
function Lines({ text }: { readonly text: string }): ReactNode {
  return plainLines(text).map((line, index) => (
    <span key={index} className="code-line">
      {line}
    </span>
  ))
}

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
