import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
  type FSWatcher,
} from 'node:fs'
import { join } from 'node:path'
import { createClone } from './clone.ts'

const clone = createClone()

/** What a second instance tells the first. */
export interface SecondInstance {
  argv: string[]
  workingDirectory: string
  additionalData: unknown
}

/** The lock that one instance of an app holds per folder of user data. */
export interface InstanceLock {
  /** Whether this process is the only one; if not, the other has been told. Synchronous, as in Electron. */
  request(additionalData: unknown): boolean
  held(): boolean
  release(): void
}

interface Owner {
  pid: number
  /** When the process began, so that another one that got its number later is not taken for it. */
  began: string
}

function beganAt(pid: number): string {
  try {
    // The 22nd field; the 2nd, in brackets, may contain anything.
    return (
      readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
        .split(') ')
        .at(-1)
        ?.split(' ')[19] ?? ''
    )
  } catch {
    return ''
  }
}

function isAlive({ pid, began }: Owner): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  return beganAt(pid) === began
}

/**
 * Makes the lock of a folder. It is a link that names its owner; messages are files in a folder that the owner
 * watches. Both can be done synchronously, which a socket cannot, and survive the sudden death of either side.
 */
export function createLock(folder: string, pid: number, onSecond: (second: SecondInstance) => void): InstanceLock {
  const file = join(folder, 'SingletonLock')
  const inbox = join(folder, 'SingletonInbox')
  const me: Owner = { pid, began: beganAt(pid) }
  let watcher: FSWatcher | undefined
  let messages = 0

  function owner(): Owner | undefined {
    try {
      return JSON.parse(readlinkSync(file)) as Owner
    } catch {
      return undefined
    }
  }

  /** A link that leads nowhere, as Chromium's: made whole or not at all, and without room on the disk. */
  function take(): boolean {
    try {
      symlinkSync(JSON.stringify(me), file)
      return true
    } catch {
      return false
    }
  }

  function read(): void {
    let names: string[]
    try {
      names = readdirSync(inbox).filter((name) => name.endsWith('.message'))
    } catch {
      return
    }
    for (const name of names.sort()) {
      const path = join(inbox, name)
      try {
        const second = clone.decode(readFileSync(path, 'utf8')) as SecondInstance
        rmSync(path)
        onSecond(second)
      } catch {
        // Another look at the inbox has taken it.
      }
    }
  }

  function listen(): void {
    rmSync(inbox, { recursive: true, force: true })
    mkdirSync(inbox, { recursive: true, mode: 0o700 })
    watcher = watch(inbox, read)
    watcher.unref()
  }

  function tell(additionalData: unknown): void {
    const second: SecondInstance = { argv: process.argv, workingDirectory: process.cwd(), additionalData }
    const path = join(inbox, `${String(Date.now())}-${String(pid)}-${String(++messages)}`)
    mkdirSync(inbox, { recursive: true, mode: 0o700 })
    writeFileSync(path, clone.encode(second), { mode: 0o600 })
    renameSync(path, `${path}.message`)
  }

  return {
    request(additionalData) {
      if (watcher) return true
      mkdirSync(folder, { recursive: true })
      for (let tries = 0; tries < 10; tries++) {
        if (take()) {
          listen()
          return true
        }
        const other = owner()
        if (other && isAlive(other)) {
          tell(additionalData)
          return false
        }
        // Left by a process that was killed. Renaming it away succeeds for one taker only.
        const stale = `${file}.stale.${String(pid)}`
        try {
          renameSync(file, stale)
        } catch {
          // Another one was faster.
        }
        rmSync(stale, { force: true })
      }
      return false
    },
    held: () => watcher !== undefined,
    release() {
      watcher?.close()
      watcher = undefined
      if (owner()?.pid === pid) rmSync(file, { force: true })
    },
  }
}
