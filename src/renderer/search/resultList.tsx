import { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react'
import type { ReactNode, Ref } from 'react'
import { Virtualizer } from 'virtua'
import type { VirtualizerHandle } from 'virtua'
import { useT } from '../store/store.ts'
import { needPlaces, perform } from './actions.ts'
import { isOption, RESULTS_ID } from './lines.ts'
import type { Line } from './lines.ts'
import { LineView } from './lineView.tsx'
import { search, useSearch } from './state.ts'

/** About as high as a line is, in CSS pixels. */
const guessedHeight = 30

export interface ResultListHandle {
  /** How many lines are seen at once. */
  page(): number
  reveal(index: number): void
}

/** What was found, virtualised. The focus stays in the box; the chosen line is its active descendant. */
export function ResultList({
  lines,
  at,
  ref,
}: {
  readonly lines: readonly Line[]
  /** The index of the line that is chosen. */
  readonly at: number
  readonly ref: Ref<ResultListHandle>
}): ReactNode {
  const t = useT()
  const stale = useSearch((view) => view.results?.query !== view.query)
  const query = useSearch((view) => view.results?.query)
  const places = useSearch((view) => view.results?.places)
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const positions = useMemo(() => positionsOf(lines), [lines])

  useImperativeHandle(ref, () => ({
    page: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / guessedHeight) - 1),
    reveal: (index) => {
      // With the heading over it, when it is the first below that.
      const above = lines[index - 1]
      const from = above !== undefined && !isOption(above) ? index - 1 : index
      list.current?.scrollToIndex(index, { align: 'nearest' })
      if (from !== index) list.current?.scrollToIndex(from, { align: 'nearest' })
    },
  }))

  useLayoutEffect(() => {
    const box = scroller.current
    if (box !== null) box.scrollTop = search.getState().top
  }, [query])
  useLayoutEffect(
    () => () => {
      const { current } = list
      if (current !== null) search.setState({ cache: current.cache })
    },
    [],
  )

  function need(): void {
    const handle = list.current
    const box = scroller.current
    if (handle === null || box === null) return
    const first = handle.findItemIndex(box.scrollTop)
    const last = handle.findItemIndex(box.scrollTop + box.clientHeight)
    void needPlaces(lines.slice(first, last + 6).flatMap((line) => (line.kind === 'hit' ? [line.hit.key] : [])))
  }
  useEffect(need, [lines, places])

  return (
    <div
      ref={scroller}
      id={RESULTS_ID}
      className="search-results"
      role="listbox"
      tabIndex={-1}
      aria-label={t('search.results')}
      data-stale={stale ? '' : undefined}
      onScroll={(event) => {
        search.setState({ top: event.currentTarget.scrollTop })
        need()
      }}
      // The caret stays in the box.
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        const id = (event.target as Element).closest<HTMLElement>('[data-line]')?.dataset['line']
        const line = lines.find((one) => one.id === id)
        if (line !== undefined && isOption(line)) perform(line)
      }}
    >
      <Virtualizer
        ref={list}
        scrollRef={scroller}
        data={lines}
        itemSize={guessedHeight}
        bufferSize={300}
        keepMounted={at < 0 ? [] : [at]}
        {...restored()}
      >
        {(line, index) => (
          <LineView
            key={line.id}
            line={line}
            chosen={index === at}
            position={positions[index] ?? 0}
            total={positions.at(-1) ?? 0}
          />
        )}
      </Virtualizer>
    </div>
  )
}

function restored(): { readonly cache?: NonNullable<ReturnType<typeof search.getState>['cache']> } {
  const { cache } = search.getState()
  return cache === null ? {} : { cache }
}

/** Which option each line is, from 1; a line that is none has the number of the one before it. */
function positionsOf(lines: readonly Line[]): readonly number[] {
  let position = 0
  return lines.map((line) => (isOption(line) ? (position += 1) : position))
}
