import { isRecord } from './schema.ts'

/** What a settings file of any version holds. */
export type RawFile = Readonly<Record<string, unknown>>

/** `steps[n]` turns a file of version n into one of version n + 1. */
export type MigrationSteps = Readonly<Record<number, (file: RawFile) => RawFile>>

/** Every step so far. A file without a version is of version 0, whose fields are those of version 1. */
const migrationSteps: MigrationSteps = {}

/** The version that a file says it has; 0 when it says none. */
export function versionOf(file: RawFile): number {
  const version = file['version']
  return typeof version === 'number' && Number.isInteger(version) && version > 0 ? version : 0
}

/** Brings a file up to a version, step by step; a newer file stays as it is, and is read as far as it is understood. */
export function migrate(raw: unknown, to: number, steps: MigrationSteps = migrationSteps): RawFile {
  let file: RawFile = isRecord(raw) ? raw : {}
  for (let version = versionOf(file); version < to; version++) {
    file = { ...(steps[version]?.(file) ?? file), version: version + 1 }
  }
  return file
}
