import { stat } from 'node:fs/promises'

/** When folders are looked at for the first time, behind the first paint, and how often after that, in milliseconds. */
const FIRST_LOOK = 1_500
const NEXT_LOOK = 60_000
/** How many are looked at at once: a folder on a network that hangs must not hold everything up. */
const AT_ONCE = 2

/** Which of the folders that sessions work in are gone; looked at now and then, in the background. */
export interface Folders {
  isGone(folder: string): boolean
  /** Somebody just looked. */
  saw(folder: string, gone: boolean): void
  /** Looks at all of them now. */
  look(): Promise<void>
  dispose(): void
}

export interface FoldersDeps {
  readonly folders: () => Iterable<string>
  readonly onChanged: (folder: string) => void
}

/** See {@link Folders}. */
export function createFolders({ folders, onChanged }: FoldersDeps): Folders {
  const gone = new Set<string>()
  let disposed = false
  let timer = setTimeout(lookAgain, FIRST_LOOK)

  const saw = (folder: string, isGone: boolean): void => {
    if (gone.has(folder) === isGone) return
    if (isGone) gone.add(folder)
    else gone.delete(folder)
    onChanged(folder)
  }
  const look = async (): Promise<void> => {
    const waiting = [...new Set(folders())]
    const work = async (): Promise<void> => {
      for (let folder = waiting.pop(); folder !== undefined && !disposed; folder = waiting.pop()) {
        saw(folder, await isMissing(folder))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  }
  function lookAgain(): void {
    void look().finally(() => {
      if (!disposed) timer = setTimeout(lookAgain, NEXT_LOOK).unref()
    })
  }
  timer.unref()

  return {
    isGone: (folder) => gone.has(folder),
    saw,
    look,
    dispose: () => {
      disposed = true
      clearTimeout(timer)
    },
  }
}

/** Only what is certainly gone counts: a folder that may not be looked at is there. */
async function isMissing(folder: string): Promise<boolean> {
  try {
    await stat(folder)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
  }
}
