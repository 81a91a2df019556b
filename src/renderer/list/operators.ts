import type { QueryFilterName } from '../../shared/query.ts'

/** What can be asked of a session; the other operators ask for messages. */
export const listOperators: readonly QueryFilterName[] = ['is', 'has', 'tag', 'model', 'in', 'repo', 'since', 'before']
