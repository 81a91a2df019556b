import type { ReactNode } from 'react'
import './glyph.css'

/** What a glyph can say; nothing is drawn for `idle`. */
export type GlyphState = 'idle' | 'running' | 'needsYou' | 'unread' | 'failed' | 'stopped'

/** The shape of a state, the same in list, header and palette: it is never told by colour alone. */
export function Glyph({ state }: { readonly state: GlyphState }): ReactNode {
  return (
    <svg className={`glyph glyph-${state}`} viewBox="0 0 16 18" aria-hidden="true" focusable="false">
      {shape(state)}
    </svg>
  )
}

function shape(state: GlyphState): ReactNode {
  switch (state) {
    case 'running':
      return <circle cx="8" cy="9" r="4" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="18.8 6.3" />
    case 'needsYou':
      return <rect x="3" y="4" width="10" height="10" rx="3" fill="currentColor" />
    case 'unread':
      return <circle cx="8" cy="9" r="4" fill="currentColor" />
    case 'failed':
      return <path d="M8 4.6 13 13.4H3z" fill="currentColor" />
    case 'stopped':
      return (
        <rect x="4.8" y="5.8" width="6.4" height="6.4" rx="1.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
      )
    case 'idle':
      return null
  }
}
