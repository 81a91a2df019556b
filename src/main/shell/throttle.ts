/** A piece of work that is done at once the first time, then at most once in `delay` milliseconds, the last wish always. */
export function createThrottle(
  work: () => void,
  delay: number,
): { readonly ask: () => void; readonly dispose: () => void } {
  let timer: NodeJS.Timeout | null = null
  let asked = false
  const due = (): void => {
    timer = null
    if (asked) ask()
  }
  const ask = (): void => {
    if (timer !== null) {
      asked = true
      return
    }
    asked = false
    timer = setTimeout(due, delay)
    work()
  }
  return {
    ask,
    dispose: () => {
      if (timer !== null) clearTimeout(timer)
      timer = null
      asked = false
    },
  }
}
