import { useId, useLayoutEffect, useRef } from 'react'
import type { ReactNode, RefObject } from 'react'
import type { StyleRun, ToolItem } from '../../shared/model/tool.ts'
import { shownPlace } from '../../shared/toolTexts.ts'
import type { Hit } from '../find/hits.ts'
import { openDialog } from '../store/navigation.ts'
import { useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { useDateLanguage } from './clock.ts'
import { useTranscript } from './context.ts'
import { sizeLabel } from '../ui/sizes.ts'
import { StyledText } from './styledText.tsx'

const plain: readonly StyleRun[] = []

/** Text of a tool: monospaced, with a height limit; of one that is very long beginning and end, and the way to all of it. */
export function LongText({
  item,
  part,
  text,
  label,
  found,
}: {
  readonly item: ToolItem
  readonly part: 'input' | 'output'
  readonly text: string
  readonly label: string
  /** What was found in the tool. */
  readonly found: Hit | null
}): ReactNode {
  const t = useT()
  const id = useId()
  const { facts } = item
  const cut = part === 'output' && text === item.output ? facts?.cut : undefined
  const size = cut?.size ?? (part === 'input' ? facts?.inputSize : undefined)
  const styles = part === 'output' && text === item.output ? (facts?.styles ?? plain) : plain
  const box = useAtEnd(item.state === 'running' && part === 'output', text)
  const hidden = found?.part === part && shownPlace(item, part, found.start, found.end) === null ? found : null
  return (
    <section className="long-text" data-part={part} data-of={item.id} aria-labelledby={id}>
      <h4 id={id}>{label}</h4>
      <div ref={box} className="card-pre selectable" data-shown="" tabIndex={0} role="group" aria-labelledby={id}>
        <StyledText text={text} styles={styles} />
        {size !== undefined && (
          <WholeText
            item={item}
            part={part}
            size={size}
            left={size - text.length - (cut?.tail.length ?? 0)}
            hit={hidden}
          />
        )}
        {cut !== undefined && <StyledText text={cut.tail} styles={styles} from={cut.size - cut.tail.length} />}
      </div>
      {part === 'output' && facts?.saved !== undefined && (
        <div className="long-text-saved">
          <p>{t('tool.savedOnly', { size: facts.saved.size })}</p>
          <code className="selectable">{facts.saved.path}</code>
          <ShowAll item={item} part={part} size={facts.saved.size} />
        </div>
      )}
    </section>
  )
}

/** Keeps a box at its end while what is in it grows, unless the person has scrolled up in it. */
function useAtEnd(grows: boolean, text: string): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null)
  const height = useRef(0)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null || !grows) return
    const wasAtEnd = element.scrollTop + element.clientHeight >= height.current - 2
    if (wasAtEnd) element.scrollTop = element.scrollHeight
    height.current = element.scrollHeight
  }, [grows, text])
  return box
}

function WholeText({
  item,
  part,
  size,
  left,
  hit,
}: {
  readonly item: ToolItem
  readonly part: 'input' | 'output'
  readonly size: number
  /** How much is not shown, in UTF-16 units. */
  readonly left: number
  /** A hit in what is not shown. */
  readonly hit: Hit | null
}): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const { sessionId } = useTranscript()
  return (
    <span className="long-text-cut">
      <span aria-hidden="true">{t('tool.cut', { size: sizeLabel(left, language) })}</span>
      <ShowAll item={item} part={part} size={sizeLabel(size, language)} />
      {hit !== null && (
        <Button
          variant="quiet"
          onClick={() => openDialog({ kind: 'text', id: sessionId, itemId: item.id, part, place: hit.start })}
        >
          {t('tool.foundInCut')}
        </Button>
      )}
    </span>
  )
}

function ShowAll({
  item,
  part,
  size,
}: {
  readonly item: ToolItem
  readonly part: 'input' | 'output'
  readonly size: string
}): ReactNode {
  const t = useT()
  const { sessionId } = useTranscript()
  return (
    <Button
      variant="quiet"
      className="long-text-more"
      onClick={() => openDialog({ kind: 'text', id: sessionId, itemId: item.id, part, place: null })}
    >
      {t('tool.showAll', { size })}
    </Button>
  )
}
