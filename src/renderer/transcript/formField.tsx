import type { ReactNode } from 'react'
import type { FormEntries, FormFault, FormField } from '../../shared/form.ts'
import { useT } from '../store/store.ts'

type Entry = FormEntries[string] | undefined

/** One field of a form, with its label, its help and what is wrong with it. */
export function FormFieldView({
  id,
  field,
  value,
  fault,
  onChange,
}: {
  readonly id: string
  readonly field: FormField
  readonly value: Entry
  readonly fault: FormFault | null
  readonly onChange: (value: FormEntries[string]) => void
}): ReactNode {
  const t = useT()
  const label = (
    <>
      {field.label}
      {!field.required && field.kind !== 'boolean' && <span className="form-optional"> ({t('form.optional')})</span>}
    </>
  )
  const says = fault === null ? field.help : t(`form.fault.${fault.code}`, { limit: fault.limit ?? '' })
  const help = (
    <span id={`${id}:help`} className={`field-help ${fault === null ? '' : 'field-help-bad'}`}>
      {says}
    </span>
  )
  const described = says === '' ? {} : { 'aria-describedby': `${id}:help` }
  const common = { id, 'aria-invalid': fault !== null, 'aria-required': field.required, ...described } as const

  if (field.kind === 'boolean') {
    return (
      <div className="field">
        <label className="check">
          <input
            type="checkbox"
            checked={value === true}
            onChange={(event) => onChange(event.target.checked)}
            {...common}
          />
          <span>{label}</span>
        </label>
        {help}
      </div>
    )
  }
  if (field.kind === 'choices') {
    const chosen = Array.isArray(value) ? (value as readonly string[]) : []
    return (
      <fieldset className="field form-choices" {...described}>
        <legend className="field-label">{label}</legend>
        {field.options.map((option, index) => (
          <label key={option.value} className="check">
            <input
              type="checkbox"
              id={index === 0 ? id : undefined}
              checked={chosen.includes(option.value)}
              onChange={(event) =>
                onChange(
                  event.target.checked ? [...chosen, option.value] : chosen.filter((one) => one !== option.value),
                )
              }
            />
            <span>{option.label}</span>
          </label>
        ))}
        {help}
      </fieldset>
    )
  }
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <Box field={field} value={typeof value === 'string' ? value : ''} common={common} onChange={onChange} />
      {help}
    </div>
  )
}

function Box({
  field,
  value,
  common,
  onChange,
}: {
  readonly field: Exclude<FormField, { kind: 'boolean' | 'choices' }>
  readonly value: string
  readonly common: object
  readonly onChange: (value: string) => void
}): ReactNode {
  const t = useT()
  switch (field.kind) {
    case 'choice':
      return (
        <select className="input" value={value} onChange={(event) => onChange(event.target.value)} {...common}>
          <option value="">{t('form.none')}</option>
          {field.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )
    case 'unknown':
      return <input className="input" value="" disabled {...common} />
    case 'number':
    case 'integer':
    case 'text':
      return (
        <input
          className="input"
          type={inputType(field)}
          inputMode={field.kind === 'integer' ? 'numeric' : field.kind === 'number' ? 'decimal' : undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          {...common}
        />
      )
  }
}

/** Numbers are text, so that what is no number is said by us, and never lost. */
function inputType(field: FormField): string {
  if (field.kind !== 'text') return 'text'
  switch (field.format) {
    case 'email':
      return 'email'
    case 'uri':
      return 'url'
    case 'date':
      return 'date'
    case 'date-time':
      return 'datetime-local'
    case null:
      return 'text'
  }
}
