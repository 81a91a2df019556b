/** The last part of a path, of whatever system. */
export function folderName(path: string): string {
  return path.split(/[\\/]/u).findLast((part) => part !== '') ?? path
}
