/** Lines that only say where in a program something happened. */
const stack =
  /^\s*(?:at\s.+(?::\d+|\)|<anonymous>)$|at\s+async\s|File ".*", line \d+|Traceback \(most recent call last\)|\.{3} \d+ more$|node:internal|goroutine \d+ \[|\d+:\s+0x[\da-f]+)/u
const afterFrame = /^\s*File ".*", line \d+/u

/** What went wrong, in the words of whoever says it, without where in a program; at most three lines. */
export function plainError(output: string): string {
  const lines = output.split('\n', 400)
  const said = lines.filter(
    // The line behind a frame of Python shows code.
    (line, at) => line.trim() !== '' && !stack.test(line) && !(at > 0 && afterFrame.test(lines[at - 1] ?? '')),
  )
  // Python says it last, everybody else first.
  const words = lines.some((line) => line.startsWith('Traceback (')) ? said.slice(-1) : said.slice(0, 3)
  return words.map((line) => line.trim().slice(0, 400).toWellFormed()).join('\n')
}

/** Whether there is more to read than what `plainError` gives. */
export function saysMore(output: string): boolean {
  return output.trim() !== plainError(output)
}
