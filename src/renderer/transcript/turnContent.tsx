import { memo } from 'react'
import type { ReactNode } from 'react'
import { type AnswerAgain, waitingAgain } from '../../shared/cut.ts'
import type { Item, Turn } from '../../shared/model/turn.ts'
import { assertNever } from '../../shared/errors.ts'
import { useT } from '../store/store.ts'
import { Glyph } from '../ui/glyph.tsx'
import { AnswerHead } from './answerHead.tsx'
import { ChangesLine } from './changesLine.tsx'
import { useDateLanguage, useElapsed } from './clock.ts'
import { useTranscript } from './context.ts'
import { secondsLabel } from './format.ts'
import { MessageView } from './messageView.tsx'
import { NoticeLine } from './noticeLine.tsx'
import { OtherModel } from './otherModel.tsx'
import { OutcomeLine } from './outcomeLine.tsx'
import { PromptView } from './promptView.tsx'
import { ThinkingLine } from './reasoning.tsx'
import { RequestView } from './requestView.tsx'
import { shownItems } from './shownItems.ts'
import { ToolCard } from './toolCard.tsx'
import { isSameNested, nestItems } from './toolNest.ts'
import type { NestedItem } from './toolNest.ts'
import './lines.css'

/** What was said in a turn, by both sides. */
export function TurnContent({
  turn,
  last,
  modelBefore,
}: {
  readonly turn: Turn
  readonly last: boolean
  readonly modelBefore: string | null
}): ReactNode {
  return (
    <>
      {turn.prompt !== null && <PromptView turnId={turn.id} at={turn.at} prompt={turn.prompt} />}
      <Answer turn={turn} last={last} modelBefore={modelBefore} />
    </>
  )
}

function Answer({
  turn,
  last,
  modelBefore,
}: {
  readonly turn: Turn
  readonly last: boolean
  readonly modelBefore: string | null
}): ReactNode {
  const running = turn.outcome === 'running'
  const shown = nestItems(shownItems(turn.items))
  const { live } = useTranscript()
  // What waited when everything ended waits again, as long as nothing was said since.
  const again = last && live ? waitingAgain(turn) : null
  // A notice alone, such as a change of the model between two turns, is nobody's answer.
  const spoke = running || shown.some(({ item }) => item.kind !== 'notice') || turn.thinking !== null
  const severalModels = modelsOf(turn.items) > 1
  // A card that waits says so itself.
  const end = shown.at(-1)?.item
  return (
    <div className="answer-column">
      {spoke && <AnswerHead turn={turn} />}
      <OtherModel turn={turn} before={modelBefore} />
      {shown.map((one) => (
        <ItemView
          key={one.item.id}
          turnId={turn.id}
          one={one}
          running={running}
          named={severalModels}
          again={again?.get(one.item.id) ?? null}
        />
      ))}
      {turn.thinking !== null && <ThinkingLine thinking={turn.thinking} />}
      {running && !(end?.kind === 'request' && end.outcome === null) && <WorkingLine turn={turn} />}
      {!running && <ChangesLine turn={turn} />}
      <OutcomeLine turn={turn} last={last} asks={(again?.size ?? 0) > 0} />
    </div>
  )
}

const ItemView = memo(function ItemView({
  turnId,
  one: { item, permission, inside },
  running,
  named,
  again,
}: {
  readonly turnId: string
  readonly one: NestedItem
  readonly running: boolean
  /** Whether a message names its model itself: the turn's head has room for one. */
  readonly named: boolean
  readonly again: AnswerAgain | null
}): ReactNode {
  switch (item.kind) {
    case 'message':
      return <MessageView turnId={turnId} item={item} running={running} named={named} />
    case 'tool':
      return <ToolCard item={item} permission={permission} inside={inside} />
    case 'request':
      return <RequestView item={item} turnId={turnId} again={again} />
    case 'notice':
      return <NoticeLine item={item} running={running} />
    default:
      return assertNever(item)
  }
}, isSameView)

/** What is drawn again and again while an answer streams is only what changed. */
function isSameView(
  a: {
    readonly turnId: string
    readonly one: NestedItem
    readonly running: boolean
    readonly named: boolean
    readonly again: AnswerAgain | null
  },
  b: typeof a,
): boolean {
  const same = a.turnId === b.turnId && a.running === b.running && a.named === b.named && a.again === b.again
  return same && isSameNested(a.one, b.one)
}

/** How many models spoke. */
function modelsOf(items: readonly Item[]): number {
  return new Set(items.flatMap((item) => (item.kind === 'message' && item.model !== null ? [item.model] : []))).size
}

function WorkingLine({ turn }: { readonly turn: Turn }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const elapsed = useElapsed(turn.at, true)
  const waits = turn.items.some((item) => item.kind === 'request' && item.outcome === null)
  return (
    <div className="working">
      <Glyph state={waits ? 'needsYou' : 'running'} />
      <span>{t(waits ? 'turn.waitingForYou' : 'turn.working')}</span>
      {!waits && elapsed >= 3_000 && <span className="working-time">{secondsLabel(elapsed, language)}</span>}
    </div>
  )
}
