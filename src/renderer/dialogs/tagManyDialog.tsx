import { Dialog } from '@base-ui/react/dialog'
import Plus from 'lucide-react/icons/plus'
import X from 'lucide-react/icons/x'
import { useId, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { MAX_TAG_LENGTH, MAX_TAGS } from '../../shared/model/session.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { tidyTags } from '../../shared/tags.ts'
import { knownOf } from '../search/known.ts'
import { mark } from '../store/marking.ts'
import { closeDialog } from '../store/navigation.ts'
import { app, useApp, useT } from '../store/store.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { TagLabel } from '../ui/tagLabel.tsx'
import './tagManyDialog.css'

/** Gives tags to many sessions, and takes them away; each change counts at once and can be taken back. */
export function TagManyDialog({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const t = useT()
  const rows = useApp((state) => state.rows)
  const [text, setText] = useState('')
  const box = useRef<HTMLInputElement>(null)
  const knownId = useId()
  const chosen = ids.flatMap((id) => rows.get(id) ?? [])
  const counts = new Map<string, { readonly tag: string; readonly count: number }>()
  for (const tag of chosen.flatMap((row) => row.tags)) {
    const key = tag.toLowerCase()
    counts.set(key, { tag: counts.get(key)?.tag ?? tag, count: (counts.get(key)?.count ?? 0) + 1 })
  }

  function give(tags: readonly string[]): void {
    void mark(
      ids,
      (row) => {
        const next = tidyTags([...row.tags, ...tags])
        return next.length === row.tags.length ? null : { tags: [...next].slice(0, MAX_TAGS) }
      },
      'tagged',
    )
  }

  function take(tag: string): void {
    const others = (row: SessionRow): string[] => row.tags.filter((one) => one.toLowerCase() !== tag.toLowerCase())
    void mark(ids, (row) => (others(row).length === row.tags.length ? null : { tags: others(row) }), 'tagged')
    // The button goes: the focus stays where one goes on.
    box.current?.focus()
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const tags = tidyTags(text.split(','))
        if (tags.length === 0) {
          closeDialog()
          return
        }
        give(tags)
        setText('')
      }}
    >
      <Dialog.Title className="dialog-title">{t('many.tagsTitle', { count: chosen.length })}</Dialog.Title>
      <div className="tag-many-box">
        <input
          ref={box}
          className="input"
          data-first-focus=""
          value={text}
          list={knownId}
          maxLength={10 * MAX_TAG_LENGTH}
          aria-label={t('marks.addTag')}
          placeholder={t('marks.addTag')}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        <datalist id={knownId}>
          {knownOf(app.getState().rows.values()).tags.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
        <Button submit disabled={text.trim() === ''}>
          {t('many.tagAdd')}
        </Button>
      </div>
      {counts.size > 0 && (
        <ul className="tag-many">
          {[...counts.values()]
            .toSorted((a, b) => b.count - a.count || a.tag.localeCompare(b.tag))
            .map(({ tag, count }) => (
              <li key={tag}>
                <TagLabel tag={tag} />
                <span className="tag-many-count">{t('many.tagOn', { count, total: chosen.length })}</span>
                <IconButton
                  label={t('many.tagToAll', { tag })}
                  disabled={count === chosen.length}
                  onClick={() => give([tag])}
                >
                  <Plus aria-hidden="true" />
                </IconButton>
                <IconButton label={t('many.tagFromAll', { tag })} onClick={() => take(tag)}>
                  <X aria-hidden="true" />
                </IconButton>
              </li>
            ))}
        </ul>
      )}
      <div className="dialog-actions">
        <Button variant="primary" onClick={closeDialog}>
          {t('common.done')}
        </Button>
      </div>
    </form>
  )
}
