import type { ReactNode } from 'react'
import { tagColours } from '../../shared/listing.ts'
import type { TagColour } from '../../shared/listing.ts'
import { useT } from '../store/store.ts'
import './colourChoice.css'

/** A colour or none, as a row of dots that have names; arrow keys move. */
export function ColourChoice({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: TagColour | null
  readonly onChange: (colour: TagColour | null) => void
}): ReactNode {
  const t = useT()
  return (
    <fieldset className="choices">
      <legend className="field-label">{label}</legend>
      <div className="colours">
        {[null, ...tagColours].map((colour) => {
          const name = t(`tag.colour.${colour ?? 'none'}`)
          return (
            <label key={name} className="colour" data-tip={name}>
              <input
                type="radio"
                name={label}
                aria-label={name}
                checked={colour === value}
                onChange={() => onChange(colour)}
              />
              <span className={`tag-dot ${colour === null ? '' : `tag-${colour}`}`} aria-hidden="true" />
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
