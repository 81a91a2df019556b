import { useId, useMemo, useState } from 'react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import type { QueryFilterName } from '../../shared/query.ts'
import { useT } from '../store/store.ts'
import { complete, completionsAt } from './completion.ts'
import type { Completion, Known } from './completion.ts'
import '../ui/floating.css'
import './offered.css'

/** What a box for queries offers at the caret, and the way through it by keyboard. */
export interface Offered {
  readonly open: boolean
  readonly listId: string
  readonly activeId: string | undefined
  readonly list: readonly Completion[]
  readonly picked: number
  /** Something was typed, or (null) nothing is to be offered. */
  readonly typed: (caret: number | null) => void
  readonly take: (completion: Completion) => void
  /** True when the key was for what is offered. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean
}

/** See {@link Offered}; `names` are the operators that make sense in the box. */
export function useOffered(options: {
  readonly box: RefObject<HTMLInputElement | null>
  readonly query: string
  readonly known: Known
  readonly names?: readonly QueryFilterName[]
  readonly onChange: (query: string) => void
}): Offered {
  const { box, query, known, names, onChange } = options
  const listId = useId()
  /** Where the caret was when something was typed; null: nothing is offered. */
  const [caret, setCaret] = useState<number | null>(null)
  const [picked, setPicked] = useState(-1)
  const offered = useMemo(
    () => (caret === null ? null : completionsAt(query, Math.min(caret, query.length), known, names)),
    [query, caret, known, names],
  )
  const open = offered !== null && offered.list.length > 0

  function take(completion: Completion): void {
    const input = box.current
    if (offered === null || input === null) return
    const next = complete(query, offered, completion)
    onChange(next.query)
    setPicked(-1)
    setCaret(next.caret)
    requestAnimationFrame(() => input.setSelectionRange(next.caret, next.caret))
  }

  function onKeyDown(event: KeyboardEvent): boolean {
    if (!open || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false
    const count = offered.list.length
    const chosen = offered.list[picked]
    const first = offered.list[0]
    if (event.key === 'Escape') setCaret(null)
    else if (event.key === 'ArrowDown') setPicked((picked + 1) % count)
    else if (event.key === 'ArrowUp') setPicked(picked <= 0 ? count - 1 : picked - 1)
    else if (event.key === 'Tab' && !event.shiftKey && first !== undefined) take(chosen ?? first)
    // Enter is for what is found until one of these was gone to.
    else if (event.key === 'Enter' && chosen !== undefined) take(chosen)
    else {
      if (event.key === 'Enter') setCaret(null)
      return false
    }
    event.preventDefault()
    event.stopPropagation()
    return true
  }

  return {
    open,
    listId,
    activeId: open && picked >= 0 ? `${listId}-${picked}` : undefined,
    list: offered?.list ?? [],
    picked,
    typed: (at) => {
      if (at !== null) setPicked(-1)
      setCaret(at)
    },
    take,
    onKeyDown,
  }
}

/** What is offered, under its box. */
export function OfferedList({ offered }: { readonly offered: Offered }): ReactNode {
  const t = useT()
  const { listId, list, picked, take } = offered
  return (
    <div id={listId} className="menu search-offered" role="listbox" aria-label={t('search.completions')}>
      {list.map((one, index) => (
        <div
          key={one.text}
          id={`${listId}-${index}`}
          className="menu-item"
          role="option"
          aria-selected={index === picked}
          data-highlighted={index === picked ? '' : undefined}
          onMouseDown={(event) => {
            event.preventDefault()
            take(one)
          }}
        >
          <code className="menu-label">{one.text.trim()}</code>
          {one.value === null && <span className="search-meaning">{t(`search.op.${one.name}`)}</span>}
          {index === Math.max(picked, 0) && (
            <kbd className="menu-keys" aria-hidden="true">
              {picked >= 0 ? '↵' : 'Tab'}
            </kbd>
          )}
        </div>
      ))}
    </div>
  )
}
