import { memo } from 'react'
import type { ReactNode } from 'react'
import type { DiffLine } from '../../shared/diffLines.ts'

const signs = { same: ' ', added: '+', removed: '−', place: '⋯' } as const

/** A change, line by line; signs say what the colours say. */
export const Diff = memo(function Diff({ lines }: { readonly lines: readonly DiffLine[] }): ReactNode {
  return (
    <div className="diff selectable" tabIndex={0}>
      <div className="diff-lines">
        {lines.map((line, index) => (
          <div key={index} className={`diff-${line.kind}`}>
            <span className="diff-sign" aria-hidden={line.kind === 'same'}>
              {signs[line.kind]}
            </span>
            {line.text}
          </div>
        ))}
      </div>
    </div>
  )
})
