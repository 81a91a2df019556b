import { Dialog } from '@base-ui/react/dialog'
import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import Copy from 'lucide-react/icons/copy'
import Download from 'lucide-react/icons/download'
import WrapText from 'lucide-react/icons/wrap-text'
import X from 'lucide-react/icons/x'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Virtualizer } from 'virtua'
import type { VirtualizerHandle } from 'virtua'
import { call } from '../bridge.ts'
import type { ToolTextFacts, ToolTextKey } from '../../shared/toolOutput.ts'
import { useApp, useT } from '../store/store.ts'
import { inform, report } from '../store/toasts.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { countLabel } from '../transcript/format.ts'
import { sizeLabel } from '../ui/sizes.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { shortcutLabel } from '../keys.ts'
import { createPages } from './pages.ts'
import { TextRow } from './textRow.tsx'
import type { RowHit } from './textRow.tsx'
import { useTextFind } from './useTextFind.ts'
import type { TextFind } from './useTextFind.ts'
import './viewer.css'

/** How high a row is that is not wrapped, in CSS pixels; the same number stands in viewer.css. */
const ROW = 19
/** So much beyond the view is ready, in CSS pixels. */
const buffer = 400
const noHits: readonly RowHit[] = []

/** All of a text that is too long for the transcript, read from the log as one looks at it. */
export function TextDialog({
  textKey,
  place,
}: {
  readonly textKey: ToolTextKey
  readonly place: number | null
}): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const { id, itemId, part } = textKey
  const [facts, setFacts] = useState<ToolTextFacts | null>(null)
  const [failed, setFailed] = useState(0)
  const [wrap, setWrap] = useState(false)
  useEffect(() => {
    let wanted = true
    call('output.open', { id, itemId, part, place }).then(
      (opened) => {
        if (wanted) setFacts(opened)
      },
      (error: unknown) => {
        if (!wanted) return
        setFailed((times) => Math.max(1, times))
        report(error)
      },
    )
    return () => {
      wanted = false
    }
  }, [id, itemId, part, place, failed])
  const list = useRef<VirtualizerHandle>(null)
  const topRow = useCallback(() => list.current?.findItemIndex(list.current.scrollOffset) ?? 0, [])
  const inView = useCallback((from: number, to: number) => isInView(list.current, from, to), [])
  const find = useTextFind(textKey, topRow)

  const copyAll = (): void => {
    call('output.copy', textKey).then(() => inform(t('viewer.copied')), report)
  }
  const save = (): void => {
    call('output.save', textKey).then((path) => {
      if (path !== null) inform(t('viewer.saved', { path }))
    }, report)
  }
  return (
    <>
      <div className="viewer-head">
        <Dialog.Title className="dialog-title">{t('viewer.title')}</Dialog.Title>
        {facts !== null && (
          <span className="viewer-facts">
            {t('viewer.facts', {
              lines: t('tool.lines', { count: facts.lines, number: countLabel(facts.lines, language) }),
              size: sizeLabel(facts.size, language),
            })}
          </span>
        )}
        <span className="spring" />
        <FindBox find={find} />
        <IconButton label={t('viewer.wrap')} aria-pressed={wrap} onClick={() => setWrap(!wrap)}>
          <WrapText aria-hidden="true" />
        </IconButton>
        <IconButton label={t('viewer.copy')} onClick={copyAll}>
          <Copy aria-hidden="true" />
        </IconButton>
        <IconButton label={t('viewer.save')} onClick={save}>
          <Download aria-hidden="true" />
        </IconButton>
        <Dialog.Close className="quiet-btn" aria-label={t('common.close')}>
          <X aria-hidden="true" />
        </Dialog.Close>
      </div>
      {facts?.gone != null && <p className="viewer-note">{t('viewer.gone')}</p>}
      {facts?.from === 'saved' && <p className="viewer-note">{t('viewer.fromFile')}</p>}
      {facts === null ? (
        <div className="viewer-body viewer-empty">
          {failed > 0 ? (
            <Button onClick={() => setFailed(failed + 1)}>{t('changes.again')}</Button>
          ) : (
            t('viewer.reading')
          )}
        </div>
      ) : (
        <Rows
          key={wrap ? 'wrap' : 'lines'}
          textKey={textKey}
          facts={facts}
          wrap={wrap}
          find={find}
          list={list}
          inView={inView}
        />
      )}
    </>
  )
}

function Rows({
  textKey: { id, itemId, part },
  facts,
  wrap,
  find,
  list,
  inView,
}: {
  readonly textKey: ToolTextKey
  readonly facts: ToolTextFacts
  readonly wrap: boolean
  readonly find: TextFind
  readonly list: { current: VirtualizerHandle | null }
  readonly inView: (from: number, to: number) => boolean
}): ReactNode {
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const pages = useMemo(
    () => createPages((from, count) => call('output.rows', { id, itemId, part, from, count }), inView),
    [id, itemId, part, inView],
  )
  useSyncExternalStore(pages.onChanged, pages.version)
  const indexes = useMemo(() => Array.from({ length: facts.rows }, (_, index) => index), [facts.rows])
  const { hits, current: nth } = find
  const byRow = useMemo(() => hitsByRow(hits, nth), [hits, nth])
  const current = nth < 0 ? null : (hits.places[3 * nth] ?? null)

  useLayoutEffect(() => {
    if (facts.row > 0) list.current?.scrollToIndex(facts.row, { align: 'center' })
  }, [facts.row, list])
  useEffect(() => {
    if (current !== null) list.current?.scrollToIndex(current, { align: 'center' })
  }, [current, list])
  return (
    <div
      ref={scroller}
      className={`viewer-body selectable ${wrap ? 'viewer-wrap' : ''}`}
      tabIndex={0}
      role="group"
      aria-label={t('viewer.title')}
      data-first-focus=""
      style={{ '--number-width': `${String(facts.lines).length}ch` } as Record<string, string>}
    >
      <Virtualizer ref={list} scrollRef={scroller} data={indexes} itemSize={ROW} bufferSize={buffer}>
        {(index) => <TextRow key={index} row={pages.row(index)} hits={byRow.get(index) ?? noHits} />}
      </Virtualizer>
    </div>
  )
}

/** Whether any of some rows is in view, or just beyond it. */
function isInView(list: VirtualizerHandle | null, from: number, to: number): boolean {
  if (list === null) return true
  const { scrollOffset, viewportSize } = list
  const first = list.findItemIndex(scrollOffset - buffer)
  return first < to && list.findItemIndex(scrollOffset + viewportSize + buffer) >= from
}

function FindBox({ find }: { readonly find: TextFind }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const platform = useApp((state) => state.platform)
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (event.code !== 'KeyF' || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      event.stopPropagation()
      box.current?.focus()
      box.current?.select()
    }
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    find.step(event.shiftKey ? -1 : 1)
  }
  const number = (value: number): string => countLabel(value, language)
  const counted =
    find.query === ''
      ? ''
      : find.hits.total === 0
        ? t('find.none')
        : t('find.position', { at: number(find.current + 1), total: number(find.hits.total) })
  return (
    <div className="viewer-find" role="search" aria-label={t('viewer.find')}>
      <input
        ref={box}
        className="input"
        value={find.query}
        placeholder={t('viewer.find')}
        aria-label={t('viewer.find')}
        data-tip={shortcutLabel('Mod+F', platform)}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => find.setQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <span className="viewer-count" role="status">
        {counted}
      </span>
      <IconButton label={t('find.previous')} onClick={() => find.step(-1)}>
        <ArrowUp aria-hidden="true" />
      </IconButton>
      <IconButton label={t('find.next')} onClick={() => find.step(1)}>
        <ArrowDown aria-hidden="true" />
      </IconButton>
    </div>
  )
}

function hitsByRow(hits: TextFind['hits'], current: number): ReadonlyMap<number, readonly RowHit[]> {
  const byRow = new Map<number, RowHit[]>()
  for (let at = 0; at < hits.places.length; at += 3) {
    const [row = 0, start = 0, end = 0] = hits.places.slice(at, at + 3)
    const own = byRow.get(row)
    const hit: RowHit = [start, end, at / 3 === current]
    if (own === undefined) byRow.set(row, [hit])
    else own.push(hit)
  }
  return byRow
}
