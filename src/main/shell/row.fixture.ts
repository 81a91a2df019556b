import type { SessionRow } from '../../shared/model/session.ts'
import { sampleRow } from '../../shared/row.fixture.ts'

/** A row for tests, of a session without a model. */
export function testRow(patch: Partial<SessionRow> & { readonly id: string }): SessionRow {
  return sampleRow({ title: `Title of ${patch.id}`, providerId: null, model: null, ...patch })
}
