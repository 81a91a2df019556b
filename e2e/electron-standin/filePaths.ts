import type { Tell, WorldOptions } from './worlds.ts'

/** Knows where the files of a page come from. */
export interface FilePaths {
  /** `''` for a file that is not on disk. */
  pathOf(file: File): string
  /** Takes the answer to what `learnPaths` asked. */
  learned(request: number, found: readonly string[]): void
}

/** Runs in the isolated world, before the preload: watches for events that bring files. */
export function watchFiles(options: WorldOptions, tell: Tell): FilePaths {
  const scope = globalThis as unknown as Record<string, unknown>
  const paths = new Map<string, string>()
  const keyOf = (file: File): string => JSON.stringify([file.name, file.size, file.lastModified])
  let fileRequests = 0
  const fileWaits = new Map<number, () => void>()

  /**
   * Where a file came from is known to the browser alone, and asking it takes a moment. So the events that bring
   * files are held back until the answer is there, and then sent on to the page.
   */
  function learnPaths(event: Event, files: File[], again: () => Event): void {
    const unknown = files.filter((file) => !paths.has(keyOf(file)))
    const target = event.target
    if (unknown.length === 0 || !target) return
    event.stopImmediatePropagation()
    event.preventDefault()
    const repeat = again()
    const i = ++fileRequests
    scope[`${options.receive}Files${String(i)}`] = unknown
    fileWaits.set(i, () => {
      Reflect.deleteProperty(scope, `${options.receive}Files${String(i)}`)
      target.dispatchEvent(repeat)
    })
    tell({ k: 'files', i }, unknown.length)
  }
  addEventListener(
    'drop',
    (event) => {
      if (!event.isTrusted || !event.dataTransfer) return
      const data = new DataTransfer()
      for (const file of event.dataTransfer.files) data.items.add(file)
      for (const type of event.dataTransfer.types)
        if (type !== 'Files') data.setData(type, event.dataTransfer.getData(type))
      const { clientX, clientY } = event
      const again = { bubbles: true, cancelable: true, composed: true, dataTransfer: data, clientX, clientY }
      learnPaths(event, [...event.dataTransfer.files], () => new DragEvent('drop', again))
    },
    true,
  )
  for (const type of ['input', 'change']) {
    addEventListener(
      type,
      (event) => {
        if (!(event.target instanceof HTMLInputElement) || !event.target.files?.length) return
        learnPaths(event, [...event.target.files], () => new Event(type, { bubbles: true, composed: type === 'input' }))
      },
      true,
    )
  }

  return {
    pathOf: (file) => paths.get(keyOf(file)) ?? '',
    learned(request, found) {
      const files = scope[`${options.receive}Files${String(request)}`] as File[]
      files.forEach((file, at) => paths.set(keyOf(file), found[at] ?? ''))
      fileWaits.get(request)?.()
      fileWaits.delete(request)
    },
  }
}
