import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import CaseSensitive from 'lucide-react/icons/case-sensitive'
import Regex from 'lucide-react/icons/regex'
import WholeWord from 'lucide-react/icons/whole-word'
import X from 'lucide-react/icons/x'
import type { LucideIcon } from 'lucide-react'
import { useEffect, useId, useLayoutEffect, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { findScopes } from '../../shared/find.ts'
import type { FindOptions, FindScope } from '../../shared/find.ts'
import { keysOf } from '../commands.ts'
import { shortcutLabel } from '../keys.ts'
import { useApp, useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { closeFind, goOn, searchedIn, searchShown, setQuery, setScope, toggleOption } from './actions.ts'
import { FindCount, FindProblem, FindVoice } from './findCount.tsx'
import { useFind } from './state.ts'
import './find.css'

/** The ways to look, with the letter that switches each together with Alt. */
const toggles: readonly (readonly [keyof FindOptions, string, LucideIcon])[] = [
  ['matchCase', 'C', CaseSensitive],
  ['wholeWord', 'W', WholeWord],
  ['regex', 'R', Regex],
]

/** The bar that finds in the conversation, over its top; nothing while it is closed. */
export function FindBar({ sessionId }: { readonly sessionId: string }): ReactNode {
  const open = useFind((view) => view.open)
  const searched = useFind((view) => view.sessionId)
  // Beside others it stays where it was opened, and otherwise goes along with what is shown.
  const here = useApp((state) => searchedIn(state, searched) === sessionId)
  return open && here ? <OpenBar sessionId={sessionId} /> : null
}

function OpenBar({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const platform = useApp((state) => state.platform)
  const { query, options, invalid, focus } = useFind((view) => view)
  const bar = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLInputElement>(null)
  const help = useId()

  useLayoutEffect(() => {
    box.current?.focus()
    box.current?.select()
  }, [focus])
  // Another session is shown: the same is looked for there.
  useEffect(() => searchShown(), [sessionId])
  useEscape(bar)

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const toggle = toggles.find(([, letter]) => event.code === `Key${letter}`)
    if (event.key === 'Escape') closeFind()
    else if (event.altKey && !event.ctrlKey && !event.metaKey && toggle !== undefined) toggleOption(toggle[0])
    else if (event.key === 'Enter' && event.target === box.current) goOn(event.shiftKey ? -1 : 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div ref={bar} className="find-bar" role="search" aria-label={t('find.label')} onKeyDown={onKeyDown}>
      <div className="find-line">
        <input
          ref={box}
          className="find-box"
          value={query}
          placeholder={t('find.placeholder')}
          aria-label={t('find.label')}
          aria-invalid={invalid !== null}
          aria-describedby={help}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setQuery(event.target.value)}
        />
        <FindCount />
        <div className="find-group" role="group" aria-label={t('find.label')}>
          {toggles.map(([option, letter, Icon]) => (
            <IconButton
              key={option}
              className="find-toggle"
              label={t(`find.${option}`)}
              keys={shortcutLabel(`Alt+${letter}`, platform)}
              aria-pressed={options[option]}
              onClick={() => toggleOption(option)}
            >
              <Icon aria-hidden="true" />
            </IconButton>
          ))}
        </div>
        <ScopeChoice />
        <IconButton label={t('find.previous')} keys={keysOf('find.previous', platform)} onClick={() => goOn(-1)}>
          <ArrowUp aria-hidden="true" />
        </IconButton>
        <IconButton label={t('find.next')} keys={keysOf('find.next', platform)} onClick={() => goOn(1)}>
          <ArrowDown aria-hidden="true" />
        </IconButton>
        <IconButton label={t('find.close')} keys={shortcutLabel('Escape', platform)} onClick={closeFind}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <FindProblem id={help} />
      <FindVoice />
    </div>
  )
}

function ScopeChoice(): ReactNode {
  const t = useT()
  const scope = useFind((view) => view.scope)
  return (
    <select
      className="find-scope"
      value={scope ?? 'all'}
      aria-label={t('find.scope')}
      onChange={(event) => setScope(findScopes.find((one) => one === event.target.value) ?? null)}
    >
      {(['all', ...findScopes] satisfies (FindScope | 'all')[]).map((one) => (
        <option key={one} value={one}>
          {t(`find.scope.${one}`)}
        </option>
      ))}
    </select>
  )
}

/** Escape in the transcript below closes the bar too, instead of stopping the answer. */
function useEscape(bar: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const around = bar.current?.parentElement
    if (around == null) return
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      event.preventDefault()
      closeFind()
    }
    around.addEventListener('keydown', onKeyDown)
    return () => around.removeEventListener('keydown', onKeyDown)
  }, [bar])
}
