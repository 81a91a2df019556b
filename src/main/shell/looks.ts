/** The window's colour before its page has painted: the same as the page's `--bg`, so that nothing flashes. */
export function backgroundColour(dark: boolean): string {
  return dark ? '#171614' : '#fbfaf8'
}
