import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A real file system of its own with little room, mounted on a folder. */
export interface SmallDisk {
  /** Takes all the room that is left. */
  fill(): void
  /** Gives back what `fill` took. */
  free(): void
  readOnly(on: boolean): void
  unmount(): void
}

/** Mounts a file system of so many bytes on a folder; null where this process may not: only root on Linux may. */
export function mountSmallDisk(folder: string, bytes: number): SmallDisk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    mount('-t', 'tmpfs', '-o', `size=${bytes},mode=700`, 'tmpfs', folder)
  } catch {
    // A container may keep even root from it.
    return null
  }
  const filler = join(folder, 'filler')
  return {
    fill: () => {
      writeFileSync(filler, '')
      try {
        for (;;) appendFileSync(filler, Buffer.alloc(4096))
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      }
    },
    free: () => rmSync(filler, { force: true }),
    readOnly: (on) => mount('-o', `remount,${on ? 'ro' : 'rw'}`, folder),
    unmount: () => void execFileSync('umount', ['-l', folder]),
  }
}

function mount(...args: readonly string[]): void {
  execFileSync('mount', args, { stdio: 'pipe' })
}
