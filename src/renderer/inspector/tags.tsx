import X from 'lucide-react/icons/x'
import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { MAX_TAG_LENGTH, MAX_TAGS } from '../../shared/model/session.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { tidyTags } from '../../shared/tags.ts'
import { openColours } from './tagColours.ts'
import { setTags } from '../store/marks.ts'
import { app, useApp, useT } from '../store/store.ts'
import { inform } from '../store/toasts.ts'
import { focusIfWished, TAGS_ID } from '../ui/focus.ts'
import '../ui/tag.css'

/** The tags of a session: Enter or a comma adds what is written, Backspace in the empty box takes the last one. */
export function Tags({ row }: { readonly row: SessionRow }): ReactNode {
  const t = useT()
  const box = useRef<HTMLInputElement>(null)
  const knownId = useId()
  const colours = useApp((state) => state.tagColours)
  const [text, setText] = useState('')
  const [known, setKnown] = useState<readonly string[]>([])

  useEffect(() => {
    if (box.current !== null) focusIfWished(box.current)
  }, [])

  /** What is typed meanwhile belongs to the next one; what could not be stored comes back into an empty box. */
  async function add(): Promise<void> {
    const tags = tidyTags([...row.tags, ...text.split(',')])
    if (tags.length > MAX_TAGS) {
      inform(t('marks.tooMany', { count: MAX_TAGS }))
      return
    }
    setText('')
    if (tags.length === row.tags.length || (await setTags(row.id, tags))) return
    setText((typed) => (typed === '' ? text : typed))
  }

  function remove(tag: string): void {
    void setTags(
      row.id,
      row.tags.filter((other) => other !== tag),
    )
    // The button goes: the focus stays where one goes on.
    box.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    const last = row.tags.at(-1)
    if ((event.key === 'Enter' || event.key === ',') && text.trim() !== '') void add()
    else if (event.key === 'Backspace' && text === '' && last !== undefined) remove(last)
    else if (event.key === 'Escape' && text !== '') setText('')
    else if (event.key !== ',' && event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="marks-field">
      <label className="marks-name" htmlFor={TAGS_ID}>
        {t('marks.tags')}
      </label>
      <div className="marks-tags">
        {row.tags.map((tag) => (
          <span
            key={tag}
            className={`tag marks-tag ${colours[tag.toLowerCase()] === undefined ? '' : `tag-${colours[tag.toLowerCase()]}`}`}
          >
            <button
              type="button"
              className="marks-tag-text"
              aria-haspopup="menu"
              aria-label={t('tag.colour', { tag })}
              data-tip={t('tag.colour', { tag })}
              onClick={(event) => openColours(event.currentTarget, tag)}
            >
              {tag}
            </button>
            <button type="button" aria-label={t('marks.removeTag', { tag })} onClick={() => remove(tag)}>
              <X aria-hidden="true" />
            </button>
          </span>
        ))}
        <input
          ref={box}
          id={TAGS_ID}
          value={text}
          list={knownId}
          maxLength={MAX_TAG_LENGTH}
          placeholder={row.tags.length === 0 ? t('marks.addTag') : ''}
          autoComplete="off"
          spellCheck={false}
          onFocus={() => setKnown(tagsOfAll(row.tags))}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => void add()}
        />
        <datalist id={knownId}>
          {known.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
      </div>
    </div>
  )
}

/** The tags that other sessions have and this one has not, for the box to offer. */
function tagsOfAll(own: readonly string[]): readonly string[] {
  const all = tidyTags([...own, ...[...app.getState().rows.values()].flatMap((row) => row.tags)])
  return all.slice(own.length).toSorted((a, b) => a.localeCompare(b))
}
