import type { SearchKind } from '../../shared/search.ts'
import { kindNumber } from './units.ts'

/** What a text is, as words beside its own: so that one look into the index answers all of a query. */
export function facetsOf(
  session: number,
  text: { readonly kind: SearchKind; readonly tool: string; readonly model: string },
): string {
  return [sessionFacet(session), kindFacet(text.kind), toolFacet(text.tool), modelFacet(text.model)].join(' ')
}

export function sessionFacet(session: number): string {
  return `s${session}`
}

export function kindFacet(kind: SearchKind): string {
  return `k${kindNumber(kind)}`
}

/** Empty for a text that is no tool's. */
export function toolFacet(tool: string): string {
  return named('t', tool)
}

/** Empty where no model is known. */
export function modelFacet(model: string): string {
  return named('m', model)
}

/** One word, whatever signs stand in the name. */
function named(prefix: string, name: string): string {
  const plain = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return plain === '' ? '' : prefix + plain
}
