import type { QueryFilterName, QueryPiece } from '../../shared/query.ts'
import { filterValues } from '../../shared/query.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'

/** What an operator of the list is called; null for one that asks for messages. */
export function operatorName(t: Translate, name: QueryFilterName): string | null {
  return name === 'from' || name === 'tool' || name === 'file' ? null : t(`filter.name.${name}`)
}

/** A value of an operator in words; as it is typed where there are none. */
export function valueWords(t: Translate, name: QueryFilterName, value: string): string {
  if (name === 'is') {
    const is = filterValues.is.find((one) => one === value.toLowerCase())
    return is === undefined ? value : t(`filter.is.${is}` satisfies StringKey)
  }
  if (name === 'has') {
    const has = filterValues.has.find((one) => one === value.toLowerCase())
    return has === undefined ? value : t(`filter.has.${has}` satisfies StringKey)
  }
  return value
}

/** A filter in words, in two parts: what it is about, and what that is to be. A state needs no name. */
export function chipWords(t: Translate, piece: QueryPiece): { readonly name: string; readonly value: string } {
  const { name, value } = piece
  if (name === null) return { name: '', value }
  return { name: name === 'is' ? '' : (operatorName(t, name) ?? `${name}:`), value: valueWords(t, name, value) }
}
