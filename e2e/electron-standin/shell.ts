import { strict } from './strict.ts'

/** `shell`: opens nothing; tests put their own functions in place to see what would be opened. */
export const shell = strict('shell', {
  openExternal(url: string): Promise<void> {
    try {
      new URL(url)
    } catch {
      return Promise.reject(new Error('Invalid URL'))
    }
    console.error(`The stand-in for Electron would open ${url}`)
    return Promise.resolve()
  },
  openPath(path: string): Promise<string> {
    console.error(`The stand-in for Electron would open ${path}`)
    return Promise.resolve('')
  },
  showItemInFolder(fullPath: string): void {
    console.error(`The stand-in for Electron would show ${fullPath}`)
  },
  trashItem(path: string): Promise<void> {
    console.error(`The stand-in for Electron would put ${path} into the trash`)
    return Promise.resolve()
  },
  beep(): void {
    // Silence suits tests.
  },
})
