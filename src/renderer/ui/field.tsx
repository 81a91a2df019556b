import type { ReactNode } from 'react'

/** A labelled control with a line of help that keeps its place, so that nothing jumps when it says something. */
export function Field({
  label,
  help,
  tone = 'plain',
  helpId,
  children,
}: {
  readonly label: string
  readonly help?: ReactNode
  readonly tone?: 'plain' | 'good' | 'bad'
  /** The id of the help, for `aria-describedby`. */
  readonly helpId?: string
  readonly children: ReactNode
}): ReactNode {
  return (
    <div className="field">
      <label className="field">
        <span className="field-label">{label}</span>
        {children}
      </label>
      {help !== undefined && (
        <div id={helpId} className={`field-help field-help-${tone}`} aria-live="polite">
          {help}
        </div>
      )}
    </div>
  )
}

/** A few choices side by side, one of which holds; arrow keys move. */
export function Choices<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string; readonly help?: string }[]
  readonly onChange: (value: T) => void
}): ReactNode {
  return (
    <fieldset className="choices">
      <legend className="field-label">{label}</legend>
      <div className="choices-row">
        {options.map((option) => (
          <label key={option.value} className="choice" data-checked={option.value === value}>
            <input
              type="radio"
              name={label}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span className="choice-label">{option.label}</span>
            {option.help !== undefined && <span className="choice-help">{option.help}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Something that is on or off. */
export function Check({
  label,
  help,
  checked,
  disabled = false,
  onChange,
}: {
  readonly label: string
  readonly help?: string
  readonly checked: boolean
  readonly disabled?: boolean
  readonly onChange: (checked: boolean) => void
}): ReactNode {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {help !== undefined && <span className="check-help">{help}</span>}
      </span>
    </label>
  )
}
