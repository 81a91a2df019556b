import { useEffect, useState } from 'react'
import { attachFiles } from './attaching.ts'

/** Takes files that are dropped anywhere on the page; tells whether some are held over it right now. */
export function useDrop(sessionId: string): boolean {
  const [dropping, setDropping] = useState(false)
  useEffect(() => {
    const brings = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true
    const onOver = (event: DragEvent): void => {
      if (!brings(event)) return
      // Without this the browser would show the file in place of the app.
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
      setDropping(true)
    }
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setDropping(false)
    }
    const onDrop = (event: DragEvent): void => {
      setDropping(false)
      if (!brings(event)) return
      event.preventDefault()
      void attachFiles(sessionId, [...(event.dataTransfer?.files ?? [])])
    }
    document.addEventListener('dragover', onOver)
    document.addEventListener('dragleave', onLeave)
    document.addEventListener('drop', onDrop)
    return () => {
      document.removeEventListener('dragover', onOver)
      document.removeEventListener('dragleave', onLeave)
      document.removeEventListener('drop', onDrop)
    }
  }, [sessionId])
  return dropping
}
