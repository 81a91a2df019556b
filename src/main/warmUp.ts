/** From the answer to the page's first call until the runtime is started, in milliseconds: the first paint and the rest of a long list come before. */
const WARM_UP_AFTER = 1_200
/** From then on until the index of all messages follows the disk: it takes a part of a core for a while. */
const INDEX_AFTER = 2_000

/** Does what takes a core for a while: once, ahead of the first message and behind the first paint, `last` behind the rest. */
export function createWarmUp(first: () => void, last: () => void): { begin(): void; dispose(): void } {
  let timer: NodeJS.Timeout | null = null
  return {
    begin: () => {
      timer ??= setTimeout(() => {
        first()
        timer = setTimeout(last, INDEX_AFTER)
      }, WARM_UP_AFTER)
    },
    dispose: () => {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
