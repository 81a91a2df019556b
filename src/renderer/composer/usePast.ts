import { useRef } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import { app } from '../store/store.ts'
import { allPrompts, loadPrompts } from './allPrompts.ts'
import { replaceRange } from './editing.ts'
import { beginWalk, pastPrompts, shownOf, stepWalk, type Walk } from './past.ts'

/**
 * Walks through earlier prompts with the arrows: up from an empty box or the very start of a text, then both ways until
 * something is typed or the caret moves away. Gives the handler of a key press; true when it was one of these.
 */
export function usePast(
  sessionId: string,
  box: RefObject<HTMLTextAreaElement | null>,
): (event: KeyboardEvent<HTMLTextAreaElement>) => boolean {
  const walk = useRef<Walk | null>(null)

  const step = (area: HTMLTextAreaElement, by: 1 | -1): void => {
    const state = app.getState().opened.get(sessionId)?.state
    const from = isWalking(walk.current, area)
      ? walk.current
      : beginWalk(state === undefined ? [] : pastPrompts(state), allPrompts() ?? [], area.value)
    const next = from === null ? null : stepWalk(from, by)
    if (next === null) return
    walk.current = next
    replaceRange(area, 0, area.value.length, shownOf(next))
    area.scrollTop = area.scrollHeight
  }

  return (event) => {
    const plain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey
    if (!plain || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return false
    const area = event.currentTarget
    const by = event.key === 'ArrowUp' ? 1 : -1
    const { value, selectionStart, selectionEnd } = area
    if (selectionStart !== selectionEnd) return false
    const walking = isWalking(walk.current, area)
    // Within a text the arrows move the caret.
    if (walking ? selectionStart !== 0 && selectionStart !== value.length : by < 0 || selectionStart !== 0) return false
    event.preventDefault()
    if (walking || allPrompts() !== null) step(area, by)
    else {
      void loadPrompts().then(() => {
        // Who typed on meanwhile wants no other text.
        if (box.current === area && area.value === value && area.selectionStart === selectionStart) step(area, by)
      })
    }
    return true
  }
}

function isWalking(walk: Walk | null, area: HTMLTextAreaElement): boolean {
  return walk !== null && walk.at >= 0 && shownOf(walk) === area.value
}
