import Workflow from 'lucide-react/icons/workflow'
import CodeXml from 'lucide-react/icons/code-xml'
import Maximize from 'lucide-react/icons/maximize-2'
import { memo, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { openDialog } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { useMatches } from '../ui/useMatches.ts'
import { CodeBlock, CopyButton } from './codeBlock.tsx'
import { drawDiagram, knownDiagram } from './drawDiagram.ts'
import type { Drawn } from './drawDiagram.ts'
import { plainWords } from './plain.ts'
import './diagram.css'

/** As the fence names it. */
const language = 'mermaid'

/** A diagram: its source until it is drawn, and when it can't be. */
export const Diagram = memo(function Diagram({ source }: { readonly source: string }): ReactNode {
  const t = useT()
  const theme = useTheme()
  const [found, setFound] = useState<{ readonly key: string; readonly drawn: Drawn } | null>(null)
  const [asSource, setAsSource] = useState(false)
  const key = `${theme}\n${source}`
  const known = knownDiagram(source, theme)
  const drawn = known ?? (found?.key === key ? found.drawn : null)
  const has = drawn !== null
  useEffect(() => {
    if (has) return
    let wanted = true
    void drawDiagram(source, theme).then((made) => {
      if (wanted) setFound({ key, drawn: made })
    })
    return () => {
      wanted = false
    }
  }, [has, key, source, theme])
  // While another theme is drawn, what was drawn before stays: the page must not jump.
  const last = drawn ?? found?.drawn ?? null
  if (last?.kind !== 'picture' || asSource) {
    return (
      <CodeBlock
        language={language}
        code={source}
        open={false}
        actions={
          last?.kind === 'picture' && (
            <IconButton className="quiet-btn" label={t('reading.showDiagram')} onClick={() => setAsSource(false)}>
              <Workflow aria-hidden="true" />
            </IconButton>
          )
        }
      >
        {last?.kind === 'failed' && <p className="diagram-failed">{t(failures[last.why])}</p>}
      </CodeBlock>
    )
  }
  const { src, width, height } = last
  const name = t('reading.diagramOf', { source: plainWords(source.slice(0, 300)) })
  const enlarge = (): void => openDialog({ kind: 'picture', name: t('reading.diagram'), src, width, height })
  return (
    <figure className="code-block diagram" aria-label={t('reading.diagram')}>
      <figcaption className="code-head">
        <span className="code-language">{language}</span>
        <span className="code-actions">
          <IconButton className="quiet-btn" label={t('reading.showSource')} onClick={() => setAsSource(true)}>
            <CodeXml aria-hidden="true" />
          </IconButton>
          <IconButton className="quiet-btn" label={t('reading.enlarge')} onClick={enlarge}>
            <Maximize aria-hidden="true" />
          </IconButton>
          <CopyButton text={source} label={t('reading.copySource')} />
        </span>
      </figcaption>
      <div className="diagram-body">
        <img src={src} width={width} height={height} alt={name} onDoubleClick={enlarge} />
      </div>
    </figure>
  )
})

const failures = {
  source: 'reading.diagramFailed',
  slow: 'reading.diagramSlow',
  long: 'reading.diagramLong',
} as const

function useTheme(): 'light' | 'dark' {
  const theme = useApp((state) => state.settings.theme)
  const dark = useMatches('(prefers-color-scheme: dark)')
  return theme === 'system' ? (dark ? 'dark' : 'light') : theme
}
