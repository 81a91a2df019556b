import { useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { StringKey } from '../../shared/strings/catalogue.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { shownPlace } from '../../shared/toolTexts.ts'
import { textsOf } from '../../shared/turnTexts.ts'
import { app, useApp, useT } from '../store/store.ts'
import { loadedState, turnIn } from '../store/stretch.ts'
import { countHits, positionOf } from './hits.ts'
import type { Hit } from './hits.ts'
import { find, useFind } from './state.ts'

/** So long a pause comes before what a search found is said, in milliseconds: letters that are typed on are not interrupted. */
const SAID_AFTER = 500
/** How much is said of what is around a hit, in characters. */
const AROUND = 60

/** Where the current hit stands and how many there are. */
export function FindCount(): ReactNode {
  return (
    <span className="find-count" aria-hidden="true">
      {useCountText()}
    </span>
  )
}

/** What is wrong: with the pattern, or with the search. */
export function FindProblem({ id }: { readonly id: string }): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const { invalid, state, hits } = useFind((view) => view)
  const more = hits.unlisted > 0 ? countHits(hits) - hits.unlisted : 0
  const text =
    invalid !== null
      ? t('find.invalid', { reason: reasonText(t, invalid) })
      : state === 'slow' || state === 'failed'
        ? t(`find.${state}`)
        : more > 0
          ? t('find.mostListed', { number: new Intl.NumberFormat(language).format(more) })
          : ''
  return (
    <p id={id} className={`find-problem ${invalid === null ? '' : 'find-problem-bad'}`} hidden={text === ''}>
      {text}
    </p>
  )
}

/** Says to who can't see it where one is and what stands there. */
export function FindVoice(): ReactNode {
  const t = useT()
  const { going, current, state, invalid } = useFind((view) => view)
  const counted = useCountText()
  const [said, setSaid] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => {
      const { hits, sessionId } = find.getState()
      const position = current === null ? 0 : positionOf(hits, current)
      const words = current === null || position === 0 ? null : around(sessionId ?? '', current)
      setSaid(words === null ? counted : t('find.said', { at: position, total: countHits(hits), text: words }))
    }, SAID_AFTER)
    return () => clearTimeout(timer)
    // The count alone is not said again while an answer streams.
    // It is read when the time has come.
  }, [going, current, state, invalid, counted, t])
  return (
    <span className="visually-hidden" role="status">
      {said}
    </span>
  )
}

function useCountText(): string {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const { query, hits, current, further, invalid, state } = useFind((view) => view)
  const total = useMemo(() => countHits(hits), [hits])
  const at = useMemo(() => (current === null ? 0 : positionOf(hits, current)), [hits, current])
  const number = new Intl.NumberFormat(language)
  if (query === '' || invalid !== null) return ''
  if (total === 0) return t(state === 'searching' ? 'find.searching' : 'find.none')
  if (at > 0) return t('find.position', { at: number.format(at), total: number.format(total) })
  const all = t('find.total', { count: total, number: number.format(total) })
  return further && current === null ? `${all} ${t('find.further')}` : all
}

/** What stands around a hit, on one line. */
function around(sessionId: string, hit: Hit): string | null {
  const view = app.getState().opened.get(sessionId)
  const turn = view && turnIn(loadedState(view), hit.turnId)
  if (turn === undefined) return null
  const item = turn.items.find((one) => one.id === hit.itemId)
  const { part } = hit
  const cut = item?.kind === 'tool' && (part === 'input' || part === 'output' || part === 'change')
  const place = cut ? shownPlace(item, part, hit.start, hit.end) : ([hit.start, hit.end] as const)
  if (place === null) return null
  const text = [...textsOf(turn)].find((one) => one.itemId === hit.itemId && one.part === hit.part)?.text
  return (
    text
      ?.slice(Math.max(0, place[0] - AROUND), place[1] + AROUND)
      .replace(/\s+/g, ' ')
      .trim()
      .toWellFormed() ?? null
  )
}

const reasons: Readonly<Record<string, StringKey>> = {
  'Unterminated group': 'find.invalid.group',
  "Unmatched ')'": 'find.invalid.closing',
  'Unterminated character class': 'find.invalid.class',
  'Nothing to repeat': 'find.invalid.repeat',
  'Lone quantifier brackets': 'find.invalid.braces',
  'Incomplete quantifier': 'find.invalid.braces',
  'numbers out of order in {} quantifier': 'find.invalid.order',
  'Range out of order in character class': 'find.invalid.range',
  'Invalid character class': 'find.invalid.range',
  'Invalid escape': 'find.invalid.escape',
  'Invalid unicode escape': 'find.invalid.escape',
  'Invalid Unicode escape': 'find.invalid.escape',
  'Invalid decimal escape': 'find.invalid.escape',
  'Invalid class escape': 'find.invalid.escape',
  '\\ at end of pattern': 'find.invalid.end',
  'Invalid capture group name': 'find.invalid.name',
  'Invalid named reference': 'find.invalid.name',
  'Invalid named capture referenced': 'find.invalid.name',
  'Duplicate capture group name': 'find.invalid.name',
  'Invalid group': 'find.invalid.name',
  'Invalid property name': 'find.invalid.property',
}

/** What the engine says is wrong with a pattern, in the words of the window; its own where there are none. */
function reasonText(t: Translate, reason: string): string {
  const key = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined
  return key === undefined ? reason : t(key)
}
