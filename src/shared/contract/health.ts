import { z } from 'zod'
import type { HealthReport, KeptOriginal, RepairResult } from '../health.ts'
import { id, sessionId, nothing, bySession, op } from './op.ts'

const examination = z.strictObject({ id: sessionId, refused: z.int().min(1).nullable() })

/** Examining and repairing logs. */
export const healthOperations = {
  /** Reads a log from end to end; `refused` is a line that the runtime named although it looks sound. Changes nothing. */
  'health.scan': op(examination).returns<HealthReport>(),
  /** Ends a scan or a repair that has not replaced anything yet: it fails with `cancelled`. */
  'health.cancel': op(bySession).returns<void>(),
  /** Puts a repaired copy in the place of a log, whose own bytes are kept. */
  'health.repair': op(examination).returns<RepairResult>(),
  /** The same, without what neither the transcript nor the runtime needs. */
  'health.slim': op(bySession).returns<RepairResult>(),
  /** Puts a kept log back, byte for byte, as long as nothing was added since. */
  'health.undo': op(z.strictObject({ undoId: id })).returns<void>(),
  /** The logs that repairs replaced and that are kept, newest first. */
  'health.kept': op(nothing).returns<readonly KeptOriginal[]>(),
  /** Deletes a kept log for good. */
  'health.discard': op(z.strictObject({ undoId: id })).returns<void>(),
} as const
