import type { ComponentProps, ReactNode } from 'react'

type Base = Omit<ComponentProps<'button'>, 'type' | 'title' | 'aria-label'>

/** A button with words. */
export function Button({
  variant = 'plain',
  submit = false,
  className = '',
  ...props
}: Base & {
  readonly variant?: 'plain' | 'primary' | 'danger' | 'quiet' | 'link'
  readonly submit?: boolean
}): ReactNode {
  return <button type={submit ? 'submit' : 'button'} className={`btn btn-${variant} ${className}`} {...props} />
}

/** A button that is an icon: `label` names it, and shows as its tip, with the key that does the same. */
export function IconButton({
  label,
  keys = '',
  primary = false,
  className = '',
  ...props
}: Base & {
  readonly label: string
  /** The shortcut as a person reads it. */
  readonly keys?: string
  readonly primary?: boolean
}): ReactNode {
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={label}
      data-tip-keys={keys}
      className={`icon-btn ${primary ? 'icon-btn-primary' : ''} ${className}`}
      {...props}
    />
  )
}
