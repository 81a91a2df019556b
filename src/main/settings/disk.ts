/** Where the settings live on disk. Neither function throws for what a file holds; `save` throws when it can't write. */
export interface SettingsDisk {
  /** What was saved last, unchecked; null when there is nothing or it can't be read. */
  load(): unknown
  /** Replaces the whole file, atomically; when it returns, the file is written. */
  save(data: Readonly<Record<string, unknown>>): void
}

/** A disk for tests: it keeps what a file would hold, as text, so that nothing is shared by accident. */
export function createMemoryDisk(initial: unknown = null): SettingsDisk & { readonly saved: () => unknown } {
  let text = JSON.stringify(initial)
  const read = (): unknown => JSON.parse(text)
  return {
    load: read,
    save: (data) => {
      text = JSON.stringify(data)
    },
    saved: read,
  }
}
