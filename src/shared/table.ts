/** Many things of one kind with the names of their fields once: a third of the size on its way across a border. */
export interface Table<T extends object> {
  readonly fields: readonly (keyof T & string)[]
  /** Of each thing its values, in the order of `fields`. */
  readonly values: readonly (readonly T[keyof T & string][])[]
}

/** @param things all with the fields of the first */
export function toTable<T extends object>(things: readonly T[]): Table<T> {
  const fields = Object.keys(things[0] ?? {}) as (keyof T & string)[]
  return { fields, values: things.map((thing) => fields.map((field) => thing[field])) }
}

export function fromTable<T extends object>({ fields, values }: Table<T>): readonly T[] {
  return values.map((of) => {
    const thing: Partial<Record<keyof T & string, unknown>> = {}
    fields.forEach((field, at) => (thing[field] = of[at]))
    return thing as T
  })
}
