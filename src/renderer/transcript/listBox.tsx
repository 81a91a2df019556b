import { createContext, use, useLayoutEffect } from 'react'
import type { CSSProperties, ReactNode, Ref } from 'react'

const Moves = createContext<() => void>(() => undefined)

/** Gives what is to be called when the list may move the scroller, before it does. */
export const BeforeMoves = Moves.Provider

/**
 * What the list puts its turns into. Its effects come before those of the list, which move the scroller: only so can
 * what a person scrolled be told from what the list did.
 */
export function ListBox({
  ref,
  style,
  children,
}: {
  readonly ref?: Ref<HTMLDivElement>
  readonly style: CSSProperties
  readonly children: ReactNode
}): ReactNode {
  const beforeMove = use(Moves)
  useLayoutEffect(beforeMove)
  // The list takes no clicks while it is scrolled; a person does not wait before pressing something.
  return (
    <div ref={ref} style={{ ...style, pointerEvents: undefined }}>
      {children}
    </div>
  )
}

/**
 * What the list puts a turn into. Until it was measured it is not seen; that is said without a property that everything
 * within inherits, whose style would have to be found anew.
 */
export function ListItem({
  ref,
  style,
  children,
}: {
  readonly ref?: Ref<HTMLDivElement>
  readonly style: CSSProperties
  readonly index: number
  readonly children: ReactNode
}): ReactNode {
  const isHidden = style.visibility === 'hidden'
  return (
    <div ref={ref} style={{ ...style, visibility: undefined, opacity: isHidden ? 0 : undefined }}>
      {children}
    </div>
  )
}
