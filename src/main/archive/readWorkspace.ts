import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { parseWorkspace, type Workspace } from '../history/workspaceFile.ts'
import { piecesOf } from './folderFiles.ts'

/** The workspace.yaml of a session's folder; null where there is none. No link is followed. */
export function readWorkspace(folder: string): Workspace | null {
  const path = join(folder, 'workspace.yaml')
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return null
  const [piece = Buffer.alloc(0)] = piecesOf(path)
  return parseWorkspace(piece.toString('utf8'))
}
