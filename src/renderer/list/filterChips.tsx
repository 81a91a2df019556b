import X from 'lucide-react/icons/x'
import { useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { parseQuery, queryPieces } from '../../shared/query.ts'
import type { QueryPiece } from '../../shared/query.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { replaceChip } from '../store/listing.ts'
import { useApp, useT } from '../store/store.ts'
import { FILTER_ID } from '../ui/focus.ts'
import { chipsOf } from './filterText.ts'
import { chipWords } from './filterWords.ts'
import { listOperators } from './operators.ts'
import './filterChips.css'

/** What the list is filtered by: each can be turned around (is, is not), and taken away. */
export function FilterChips(): ReactNode {
  const t = useT()
  const text = useApp(chipsOf)
  const now = useApp((state) => state.now)
  const list = useRef<HTMLUListElement>(null)
  const pieces = queryPieces(text)

  function take(piece: QueryPiece, next: string): void {
    replaceChip(piece.start, piece.end, next)
    // The button goes: the focus stays where one goes on.
    if (next === '') (list.current?.querySelector('button') ?? document.getElementById(FILTER_ID))?.focus()
  }

  function onKeyDown(event: KeyboardEvent, piece: QueryPiece): void {
    if (event.key === 'Delete' || event.key === 'Backspace') take(piece, '')
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
      const at = buttons.indexOf(event.target as HTMLButtonElement)
      buttons[at + (event.key === 'ArrowRight' ? 1 : -1)]?.focus()
    } else return
    event.preventDefault()
  }

  return (
    <ul ref={list} className="filter-chips" aria-label={t('filter.chips')}>
      {pieces.map((piece) => {
        const whole = text.slice(piece.start, piece.end)
        const { name, value } = chipWords(t, piece)
        const words = [name, piece.not ? t('filter.not') : '', value].filter((one) => one !== '').join(' ')
        const problem = problemOf(t, piece, whole, now)
        return (
          <li
            key={`${piece.start}:${whole}`}
            className={`filter-chip ${piece.not ? 'filter-chip-not' : ''} ${problem === null ? '' : 'filter-chip-bad'}`}
          >
            <button
              type="button"
              className="filter-chip-words"
              aria-label={t('filter.invert', { text: words })}
              aria-description={problem ?? undefined}
              data-tip={problem ?? whole}
              onClick={() => take(piece, piece.not ? whole.slice(1) : `-${whole}`)}
              onKeyDown={(event) => onKeyDown(event, piece)}
            >
              {name !== '' && <span className="filter-chip-name">{name} </span>}
              {piece.not && <em>{t('filter.not')} </em>}
              <span className="filter-chip-value">{value}</span>
            </button>
            <button
              type="button"
              className="filter-chip-remove"
              aria-label={t('filter.remove', { text: words })}
              onClick={() => take(piece, '')}
              onKeyDown={(event) => onKeyDown(event, piece)}
            >
              <X aria-hidden="true" />
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** Why a filter does nothing here; null when it does. */
function problemOf(t: Translate, { name }: QueryPiece, whole: string, now: number): string | null {
  if (name !== null && !listOperators.includes(name)) return t('filter.messages')
  return parseQuery(whole, now).problems.length > 0 ? t('filter.unknown') : null
}
