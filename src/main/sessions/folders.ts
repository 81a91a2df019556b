import { stat } from 'node:fs/promises'

/** How long after `begin` folders are looked at for the first time, behind the first paint, and how often after that (ms). */
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
  /** From now on they are looked at. */
  begin(): void
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
  let timer: NodeJS.Timeout | null = null

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
  const lookIn = (delay: number): void => {
    if (disposed) return
    timer = setTimeout(() => void look().finally(() => lookIn(NEXT_LOOK)), delay).unref()
  }

  return {
    isGone: (folder) => gone.has(folder),
    saw,
    look,
    begin: () => {
      if (timer === null) lookIn(FIRST_LOOK)
    },
    dispose: () => {
      disposed = true
      if (timer !== null) clearTimeout(timer)
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
