/**
 * Forgets what is kept elsewhere of sessions that went for good. A session of the same id that is there, or still in the
 * trash, keeps what is kept of it.
 */
export async function forgetGone(
  deps: {
    readonly inTrash: () => Promise<readonly { readonly id: string }[]>
    readonly isThere: (id: string) => boolean
    readonly forget: (id: string) => Promise<void>
  },
  ids: readonly string[],
): Promise<void> {
  const kept = new Set((await deps.inTrash()).map(({ id }) => id))
  for (const id of ids) if (!kept.has(id) && !deps.isThere(id)) await deps.forget(id)
}
