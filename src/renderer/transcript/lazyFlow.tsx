import { lazy, Suspense } from 'react'
import type { ComponentType, ReactNode } from 'react'

type Props = { readonly sessionId: string }

let loaded: ComponentType<Props> | null = null
const load = async (): Promise<ComponentType<Props>> => (loaded ??= (await import('./flow.tsx')).Flow)
const LaterFlow = lazy(async () => ({ default: await load() }))

/** Loads what shows a conversation: Markdown and the virtual list are a good half of the page's code. */
export async function loadFlow(): Promise<void> {
  await load()
}

/** The conversation, without a frame in between once it is loaded. */
export function LazyFlow({ sessionId }: Props): ReactNode {
  if (loaded !== null) {
    const Flow = loaded
    return <Flow sessionId={sessionId} />
  }
  return (
    <Suspense fallback={null}>
      <LaterFlow sessionId={sessionId} />
    </Suspense>
  )
}
