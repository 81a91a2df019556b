import { statSync } from 'node:fs'

/**
 * What tells a folder from every other one that is or was ever there, whatever it is called: its number and when it was made. The number
 * of its device is no part of that: it may be another one after the machine was started again.
 */
export function folderMark(path: string): string {
  const { ino, birthtimeNs } = statSync(path, { bigint: true })
  return `${ino}-${birthtimeNs}`
}
