import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'

/** What a command of the runtime answered, above the box; it is no part of the conversation. */
export function CommandOutput({
  name,
  text,
  onClose,
}: {
  readonly name: string
  /** Null while it is being run. */
  readonly text: string | null
  readonly onClose: () => void
}): ReactNode {
  const t = useT()
  return (
    <section className="command-output" aria-label={`/${name}`}>
      <header>
        <b>/{name}</b>
        <span role="status">{text === null ? t('slash.running') : ''}</span>
        <span className="spring" />
        <IconButton label={t('common.close')} onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      {text !== null && (
        <pre className="selectable" tabIndex={0}>
          {text === '' ? t('slash.done') : text}
        </pre>
      )}
    </section>
  )
}
