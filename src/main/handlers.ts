import type { Handlers } from '../shared/contract.ts'
import { appHandlers } from './handlers/app.ts'
import { archiveHandlers } from './handlers/archive.ts'
import { branchingHandlers } from './handlers/branching.ts'
import { clearingHandlers } from './handlers/clearing.ts'
import { composingHandlers } from './handlers/composing.ts'
import type { HandlerDeps } from './handlers/deps.ts'
import { healthHandlers } from './handlers/health.ts'
import { markingHandlers } from './handlers/marking.ts'
import { providerHandlers } from './handlers/providers.ts'
import { readingHandlers } from './handlers/reading.ts'
import { sessionHandlers } from './handlers/session.ts'

/** Every operation of the contract, in files of the same names: each a line or a few, the work is done below. */
export function createHandlers(deps: HandlerDeps): Handlers {
  return {
    ...appHandlers(deps),
    ...branchingHandlers(deps),
    ...markingHandlers(deps),
    ...clearingHandlers(deps),
    ...archiveHandlers(deps),
    ...readingHandlers(deps),
    ...healthHandlers(deps),
    ...composingHandlers(deps),
    ...providerHandlers(deps),
    ...sessionHandlers(deps),
  }
}
