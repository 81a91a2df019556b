import { Command } from 'cmdk'
import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { useT } from '../store/store.ts'

/** What stands in a list that is searched where nothing matches: that it is so, and the way back to all of it. */
export function NoMatch({ text, onClear }: { readonly text: string; readonly onClear: () => void }): ReactNode {
  const t = useT()
  return (
    <>
      {/* An option that can't be chosen: outside of one a screen reader would not read it. */}
      <Command.Item disabled value="" className="menu-text">
        {text}
      </Command.Item>
      <Command.Item
        value="clear the search"
        className="menu-item"
        // One goes on typing.
        onMouseDown={(event) => event.preventDefault()}
        onSelect={onClear}
      >
        <span className="menu-icon">
          <X aria-hidden="true" />
        </span>
        <span className="menu-label">{t('search.clear')}</span>
      </Command.Item>
    </>
  )
}
