/** Forms that a server asks a person to fill in: read from its schema, checked here, in main and window alike. Pure. */

/** What a filled-in form gives. */
export type FormValue = string | number | boolean | readonly string[]
/** By the name of the field; fields that were left empty are left out. */
export type FormContent = Readonly<Record<string, FormValue>>

/** One of several values that may be chosen. */
export interface FormOption {
  readonly value: string
  readonly label: string
}

/** What all fields have. */
interface FieldBase {
  readonly name: string
  readonly label: string
  readonly help: string
  readonly required: boolean
}

/** One thing to fill in. `unknown` is what we can't show: such a form can't be sent. */
export type FormField =
  | (FieldBase & {
      readonly kind: 'text'
      readonly format: 'email' | 'uri' | 'date' | 'date-time' | null
      readonly min: number | null
      readonly max: number | null
      readonly pattern: string | null
      readonly initial: string
    })
  | (FieldBase & {
      readonly kind: 'number' | 'integer'
      readonly min: number | null
      readonly max: number | null
      readonly initial: string
    })
  | (FieldBase & { readonly kind: 'boolean'; readonly initial: boolean })
  | (FieldBase & { readonly kind: 'choice'; readonly options: readonly FormOption[]; readonly initial: string })
  | (FieldBase & {
      readonly kind: 'choices'
      readonly options: readonly FormOption[]
      readonly min: number | null
      readonly max: number | null
      readonly initial: readonly string[]
    })
  | (FieldBase & { readonly kind: 'unknown' })

export interface Form {
  readonly fields: readonly FormField[]
}

/** What stands in the boxes of a form, as typed: numbers are still text. */
export type FormEntries = Readonly<Record<string, string | boolean | readonly string[]>>

/** What is wrong with one field; `limit` is the number or the kind that it is about. */
export interface FormFault {
  readonly name: string
  readonly code:
    | 'required'
    | 'tooShort'
    | 'tooLong'
    | 'notNumber'
    | 'notInteger'
    | 'tooSmall'
    | 'tooLarge'
    | 'notEmail'
    | 'notUri'
    | 'notDate'
    | 'notDateTime'
    | 'pattern'
    | 'notOption'
    | 'tooFew'
    | 'tooMany'
    | 'unknown'
  readonly limit: number | null
}

/** Reads the schema of a form; whatever is in it, this gives a form. */
export function readForm(schema: unknown): Form {
  const { properties, required } = record(schema)
  const needed = strings(required)
  return {
    fields: Object.entries(record(properties)).map(([name, field]) => readField(name, record(field), needed)),
  }
}

function readField(name: string, schema: Readonly<Record<string, unknown>>, needed: readonly string[]): FormField {
  const base = {
    name,
    label: text(schema['title']) || name,
    help: text(schema['description']),
    required: needed.includes(name),
  }
  const initial = schema['default']
  switch (schema['type']) {
    case 'string': {
      const options = optionsOf(schema)
      if (options !== null) return { ...base, kind: 'choice', options, initial: text(initial) }
      return {
        ...base,
        kind: 'text',
        format: formatOf(schema['format']),
        min: number(schema['minLength']),
        max: number(schema['maxLength']),
        pattern: usablePattern(schema['pattern']),
        initial: text(initial),
      }
    }
    case 'number':
    case 'integer':
      return {
        ...base,
        kind: schema['type'],
        min: number(schema['minimum']),
        max: number(schema['maximum']),
        initial: typeof initial === 'number' ? String(initial) : '',
      }
    case 'boolean':
      return { ...base, kind: 'boolean', initial: initial === true }
    case 'array': {
      const options = optionsOf(record(schema['items']))
      if (options === null) return { ...base, kind: 'unknown' }
      const [min, max] = [number(schema['minItems']), number(schema['maxItems'])]
      return { ...base, kind: 'choices', options, min, max, initial: strings(initial) }
    }
    default:
      return { ...base, kind: 'unknown' }
  }
}

function optionsOf(schema: Readonly<Record<string, unknown>>): readonly FormOption[] | null {
  const titled = schema['oneOf'] ?? schema['anyOf']
  if (Array.isArray(titled)) {
    const options = titled.map(record).map((one) => ({ value: text(one['const']), label: text(one['title']) }))
    return options.map(({ value, label }) => ({ value, label: label || value }))
  }
  if (!Array.isArray(schema['enum'])) return null
  const names = strings(schema['enumNames'])
  return strings(schema['enum']).map((value, index) => ({ value, label: names[index] ?? value }))
}

/** What the boxes hold before anyone typed, with what was typed before laid over. */
export function entriesOf(form: Form, kept: FormEntries = {}): FormEntries {
  return Object.fromEntries(
    form.fields.flatMap((field) => {
      if (field.kind === 'unknown') return []
      const own = kept[field.name]
      const fits = own !== undefined && typeof own === typeof field.initial
      return [[field.name, fits ? own : field.initial] as const]
    }),
  )
}

/** What the boxes hold as the answer that the server expects, or what is wrong with them, in the order of the fields. */
export function checkForm(
  form: Form,
  entries: FormEntries,
): { readonly content: FormContent; readonly faults: readonly FormFault[] } {
  const content: Record<string, FormValue> = {}
  const faults: FormFault[] = []
  for (const field of form.fields) {
    const result = checkField(field, entries[field.name])
    if (result === null) continue
    if (isFault(result)) faults.push({ name: field.name, ...result })
    else content[field.name] = result.value
  }
  return { content, faults }
}

/** The same for content that is complete already: what main is given. */
export function isComplete(form: Form, content: FormContent): boolean {
  const entries = Object.fromEntries(
    Object.entries(content).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value] as const),
  )
  const known = new Set(form.fields.map(({ name }) => name))
  return Object.keys(content).every((name) => known.has(name)) && checkForm(form, entries).faults.length === 0
}

type Fault = Omit<FormFault, 'name'>
type Checked = Fault | { readonly value: FormValue } | null

function isFault(result: NonNullable<Checked>): result is Fault {
  return 'code' in result
}

function fault(code: Fault['code'], limit: number | null = null): Fault {
  return { code, limit }
}

/** Null for what may be left out and is. */
function checkField(field: FormField, entry: FormEntries[string] | undefined): Checked {
  switch (field.kind) {
    case 'unknown':
      return field.required ? fault('unknown') : null
    case 'boolean':
      return { value: entry === true }
    case 'choices': {
      const chosen = Array.isArray(entry) ? strings(entry) : []
      if (chosen.length === 0 && !field.required) return null
      if (chosen.some((value) => !field.options.some((option) => option.value === value))) return fault('notOption')
      const least = Math.max(field.min ?? 0, field.required ? 1 : 0)
      if (chosen.length < least) return fault('tooFew', least)
      return field.max !== null && chosen.length > field.max ? fault('tooMany', field.max) : { value: chosen }
    }
    case 'choice': {
      const chosen = text(entry)
      if (chosen === '') return field.required ? fault('required') : null
      return field.options.some(({ value }) => value === chosen) ? { value: chosen } : fault('notOption')
    }
    case 'number':
    case 'integer': {
      const typed = text(entry).trim()
      if (typed === '') return field.required ? fault('required') : null
      const value = Number(typed.replace(',', '.'))
      if (!Number.isFinite(value)) return fault('notNumber')
      if (field.kind === 'integer' && !Number.isInteger(value)) return fault('notInteger')
      if (field.min !== null && value < field.min) return fault('tooSmall', field.min)
      return field.max !== null && value > field.max ? fault('tooLarge', field.max) : { value }
    }
    case 'text':
      return checkText(field, text(entry))
  }
}

function checkText(field: Extract<FormField, { kind: 'text' }>, typed: string): Checked {
  if (typed === '') return field.required ? fault('required') : null
  const { length } = Array.from(typed)
  if (field.min !== null && length < field.min) return fault('tooShort', field.min)
  if (field.max !== null && length > field.max) return fault('tooLong', field.max)
  if (field.format === 'email' && !/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)*$/u.test(typed)) return fault('notEmail')
  if (field.format === 'uri' && !/^[a-z][a-z\d+.-]*:\S+$/iu.test(typed)) return fault('notUri')
  if (field.format === 'date' && !isDate(typed)) return fault('notDate')
  if (field.format === 'date-time') {
    const at = Date.parse(typed)
    if (Number.isNaN(at)) return fault('notDateTime')
    // A box for a time gives none of a place: the schema wants one.
    return { value: /(?:Z|[+-]\d\d:\d\d)$/u.test(typed) ? typed : new Date(at).toISOString() }
  }
  if (field.pattern !== null && !new RegExp(field.pattern, 'u').test(typed)) return fault('pattern')
  return { value: typed }
}

function isDate(typed: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/u.test(typed)) return false
  const at = Date.parse(typed)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(typed)
}

function formatOf(format: unknown): Extract<FormField, { kind: 'text' }>['format'] {
  return format === 'email' || format === 'uri' || format === 'date' || format === 'date-time' ? format : null
}

/** A server's pattern may have no end: only short ones without repeated groups are used. */
function usablePattern(pattern: unknown): string | null {
  const source = text(pattern)
  if (source === '' || source.length > 200 || /[+*}]\)?[+*{]|\)[+*{]/u.test(source)) return null
  try {
    return new RegExp(source, 'u').source
  } catch {
    return null
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
