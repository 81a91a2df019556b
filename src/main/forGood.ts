/**
 * Runs what takes sessions out of the trash for good; what is kept of those that are gone afterwards is forgotten, too.
 * A session of the same id that is there, or still in the trash, keeps what is kept of it.
 */
export async function forGood<T>(
  deps: {
    readonly inTrash: () => Promise<readonly { readonly id: string }[]>
    readonly isThere: (id: string) => boolean
    readonly forget: (id: string) => Promise<void>
  },
  work: () => Promise<T>,
): Promise<T> {
  const before = await deps.inTrash()
  const result = await work()
  const kept = new Set((await deps.inTrash()).map(({ id }) => id))
  for (const { id } of before) if (!kept.has(id) && !deps.isThere(id)) await deps.forget(id)
  return result
}
