import { useEffect, useEffectEvent, useState } from 'react'
import { bringsFiles, dropPlace, type DropPlace } from './dropPlace.ts'

/** Somebody who takes files that are dropped at a place. */
interface Taker {
  readonly place: Exclude<DropPlace, 'nobody'>
  /** Of several at the same place (message boxes side by side), whether what is under the pointer is its own. */
  readonly isMine: (target: EventTarget | null) => boolean
  readonly onOver: (over: boolean) => void
  readonly take: (files: readonly File[]) => void
}

const takers = new Set<Taker>()

/** Takes files that are dropped at a place; tells whether some are held over it right now. */
export function useFileDrop({ place, isMine, take }: Omit<Taker, 'onOver'>): boolean {
  const [over, setOver] = useState(false)
  const mine = useEffectEvent(isMine)
  const taken = useEffectEvent(take)
  useEffect(() => {
    const taker: Taker = { place, isMine: (target) => mine(target), onOver: setOver, take: (files) => taken(files) }
    if (takers.size === 0) listen()
    takers.add(taker)
    return () => {
      takers.delete(taker)
      if (takers.size === 0) stopListening()
    }
  }, [place])
  return over
}

/** One pair of ears for the whole page: whatever is dropped has one taker, or none. */
function listen(): void {
  document.addEventListener('dragover', onOver)
  document.addEventListener('dragleave', onLeave)
  document.addEventListener('drop', onDrop)
}

function stopListening(): void {
  document.removeEventListener('dragover', onOver)
  document.removeEventListener('dragleave', onLeave)
  document.removeEventListener('drop', onDrop)
}

function onOver(event: DragEvent): void {
  if (!bringsFiles(event)) return
  const place = dropPlace(event.target)
  tellOver((taker) => taker.place === place && taker.isMine(event.target))
  // Without this the browser would show the file in place of the app.
  event.preventDefault()
  if (event.dataTransfer !== null) event.dataTransfer.dropEffect = place === 'nobody' ? 'none' : 'copy'
}

function onLeave(event: DragEvent): void {
  if (event.relatedTarget === null) tellOver(() => false)
}

function onDrop(event: DragEvent): void {
  tellOver(() => false)
  if (!bringsFiles(event)) return
  event.preventDefault()
  const place = dropPlace(event.target)
  const files = [...(event.dataTransfer?.files ?? [])]
  const taker = [...takers].find((one) => one.place === place && one.isMine(event.target))
  if (files.length > 0) taker?.take(files)
}

function tellOver(isOver: (taker: Taker) => boolean): void {
  for (const taker of takers) taker.onOver(isOver(taker))
}
