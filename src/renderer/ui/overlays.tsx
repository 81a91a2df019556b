import { CSPProvider } from '@base-ui/react/csp-provider'
import type { ReactNode } from 'react'
import { ModelPicker } from '../models/modelPicker.tsx'
import { DialogHost } from '../dialogs/dialogHost.tsx'
import { MenuHost } from './menuHost.tsx'
import { TipHost } from './tipHost.tsx'

/** Everything that floats above the window. */
export function Overlays(): ReactNode {
  return (
    <CSPProvider disableStyleElements>
      <MenuHost />
      <ModelPicker />
      <DialogHost />
      <TipHost />
    </CSPProvider>
  )
}
