import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import type { DiskSession } from './port.ts'

/** Of the file's own form; what a session's folder is read for may change with each version of the app. */
const FORM = 1

/** A session as it was read, and what its files were like then. */
export interface Known {
  readonly key: string
  readonly session: DiskSession
}

/** Sessions as they were read last, in a file that may be thrown away at any time. */
export interface KeptList {
  /** Null when there is none, or none that was written whole by this version of the app for this home. */
  read(): readonly Known[] | null
  /** Replaces it by one rename; throws what the disk says. It is not synced: one that the disk lost a part of is told by its sum. */
  write(known: readonly Known[]): void
  remove(): void
}

/** @param options.of what the list is of: home and version of the app; a list of anything else counts as none */
export function createKeptList({ path, of }: { readonly path: string; readonly of: string }): KeptList {
  const beside = `${path}.new`
  return {
    read: () => {
      try {
        // Of a write that was cut.
        rmSync(beside, { force: true })
        return parse(readFileSync(path), of)
      } catch {
        return null
      }
    },
    write: (known) => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      const body = Buffer.from(JSON.stringify(known.map(({ key, session }) => [key, session])))
      try {
        const file = openSync(beside, 'w', 0o600)
        try {
          writeAll(file, Buffer.from(`${headOf(of, body)}\n`))
          writeAll(file, body)
        } finally {
          closeSync(file)
        }
        renameSync(beside, path)
      } catch (error) {
        rmSync(beside, { force: true })
        throw error
      }
    },
    remove: () => {
      rmSync(beside, { force: true })
      rmSync(path, { force: true })
    },
  }
}

/** The first line: a cut or changed list has another one. */
function headOf(of: string, body: Buffer): string {
  return JSON.stringify({ form: FORM, of, bytes: body.length, sum: crc32(body) })
}

function parse(bytes: Buffer, of: string): readonly Known[] | null {
  const end = bytes.indexOf(10)
  const body = bytes.subarray(end + 1)
  if (end < 0 || bytes.toString('utf8', 0, end) !== headOf(of, body)) return null
  const entries = JSON.parse(body.toString('utf8')) as readonly (readonly [string, DiskSession])[]
  return entries.map(([key, session]) => ({ key, session }))
}

function writeAll(file: number, bytes: Buffer): void {
  let at = 0
  while (at < bytes.length) at += writeSync(file, bytes, at)
}
