import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { allPrompts, loadPrompts } from '../composer/allPrompts.ts'
import { boxOf } from '../composer/inserts.ts'
import { fold } from '../../shared/fold.ts'
import { filterWords } from '../list/filter.ts'
import { titleOf } from '../list/labels.ts'
import type { PastPrompt } from '../../shared/model/completion.ts'
import { closeDialog, focusComposer } from '../store/navigation.ts'
import { app, selectShownId, useApp, useT } from '../store/store.ts'
import { useCtrlMoves } from '../ui/ctrlMoves.ts'
import { NoMatch } from '../ui/noMatch.tsx'

/** How many are listed at once: more is found by typing. */
const LIMIT = 50
/** Of a long prompt, as much is looked at as one remembers of it (characters). */
const LOOKED_AT = 4_000
const SHOWN = 300

/** What was sent in any session, the newest first, found by its words; choosing one puts it into the box. */
export function PromptsDialog(): ReactNode {
  const t = useT()
  const rows = useApp((state) => state.rows)
  const [text, setText] = useState('')
  const [prompts, setPrompts] = useState<readonly PastPrompt[] | null>(allPrompts)
  useEffect(() => {
    void loadPrompts().then(() => setPrompts(allPrompts() ?? []))
  }, [])

  const shown = matching(prompts ?? [], filterWords(text))
  return (
    <Command vimBindings={useCtrlMoves()} shouldFilter={false} loop label={t('prompts.title')}>
      <Dialog.Title className="visually-hidden">{t('prompts.title')}</Dialog.Title>
      <Command.Input
        className="palette-input"
        data-first-focus=""
        value={text}
        onValueChange={setText}
        placeholder={t('prompts.find')}
      />
      <Command.List className="palette-list" label={t('prompts.title')}>
        {/* An option that can't be chosen: a list without any is none to a screen reader. */}
        {prompts?.length === 0 && (
          <Command.Item disabled value="" className="menu-text">
            {t('prompts.none')}
          </Command.Item>
        )}
        {prompts !== null && prompts.length > 0 && shown.length === 0 && (
          <NoMatch text={t('prompts.noMatch')} onClear={() => setText('')} />
        )}
        {shown.map((prompt, index) => {
          const row = rows.get(prompt.sessionId)
          const title = row === undefined ? '' : titleOf(t, row)
          return (
            <Command.Item
              key={prompt.text}
              value={String(index)}
              className="menu-item"
              onSelect={() => put(prompt.text)}
            >
              <span className="menu-label prompts-text">{prompt.text.trim().slice(0, SHOWN).toWellFormed()}</span>
              <span className="prompts-from">{title === prompt.text ? prompt.sessionId : title}</span>
            </Command.Item>
          )
        })}
      </Command.List>
    </Command>
  )
}

function matching(prompts: readonly PastPrompt[], words: readonly string[]): readonly PastPrompt[] {
  const found = new Map<string, PastPrompt>()
  for (const prompt of prompts) {
    if (found.size === LIMIT) break
    if (found.has(prompt.text)) continue
    const folded = words.length === 0 ? '' : fold(prompt.text.slice(0, LOOKED_AT))
    if (words.every((word) => folded.includes(word))) found.set(prompt.text, prompt)
  }
  return [...found.values()]
}

function put(text: string): void {
  const id = selectShownId(app.getState())
  closeDialog()
  focusComposer()
  // After the focus has gone back to where one writes.
  requestAnimationFrame(() => {
    if (id !== null) boxOf(id)?.put(text)
  })
}
