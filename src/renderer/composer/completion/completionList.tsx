import File from 'lucide-react/icons/file'
import Folder from 'lucide-react/icons/folder'
import { useEffect, useRef } from 'react'
import type { ReactNode, RefObject } from 'react'
import { useStore } from 'zustand'
import { useT } from '../../store/store.ts'
import type { Completion, Option } from './completion.ts'
import type { Completable } from './match.ts'
import './completion.css'

const LIST = 'composer-completion'
const idOf = (index: number): string => `${LIST}-${index}`

/** What can be completed at the caret, above the box; it renders by itself, so that typing renders nothing else. */
export function CompletionList({
  completion,
  box,
  onRun,
}: {
  readonly completion: Completion
  readonly box: RefObject<HTMLTextAreaElement | null>
  readonly onRun: (command: Completable) => void
}): ReactNode {
  const t = useT()
  const { options, chosen, token, complete } = useStore(completion.shown)
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const area = box.current
    if (area === null) return undefined
    if (token === null) {
      area.removeAttribute('aria-activedescendant')
      area.removeAttribute('aria-controls')
      return undefined
    }
    area.setAttribute('aria-controls', LIST)
    area.setAttribute('aria-activedescendant', idOf(chosen))
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
    return undefined
  }, [box, token, chosen])

  if (token === null) return null
  return (
    <div className="completion">
      <div ref={list} id={LIST} role="listbox" aria-label={t(`completion.${token.kind}`)} className="completion-list">
        {options.map((option, index) => (
          <div
            key={option.kind === 'command' ? option.command.name : option.path}
            id={idOf(index)}
            role="option"
            aria-selected={index === chosen}
            className="completion-option"
            // The box keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              if (box.current !== null) completion.accept(option, box.current, 'enter', onRun)
            }}
          >
            <Line option={option} />
          </div>
        ))}
      </div>
      {!complete && <p className="completion-more">{t('completion.more')}</p>}
    </div>
  )
}

function Line({ option }: { readonly option: Option }): ReactNode {
  const t = useT()
  if (option.kind === 'command') {
    const { name, how, description } = option.command
    return (
      <>
        <span className="completion-name">/{name}</span>
        <span className="completion-text">{description}</span>
        {how === 'own' && <span className="completion-own">{t('completion.own')}</span>}
      </>
    )
  }
  const whole = option.path.replace(/\/$/u, '')
  const at = whole.lastIndexOf('/') + 1
  const Icon = option.kind === 'folder' ? Folder : File
  return (
    <>
      <Icon aria-hidden="true" />
      <span className="completion-name">{whole.slice(at)}</span>
      <span className="completion-text">{whole.slice(0, at)}</span>
    </>
  )
}
