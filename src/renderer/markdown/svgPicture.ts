/** A picture that is a text: its address and its size in CSS pixels. */
export interface SvgPicture {
  readonly src: string
  readonly width: number
  readonly height: number
}

/** A larger one is not shown, in characters. */
const longest = 4_000_000
/** No side of it is longer, in CSS pixels. */
const widest = 20_000

/**
 * Makes a picture of an SVG text that nobody vouches for: shown as an image nothing in it can run, load or be clicked.
 * Null when it is none.
 */
export function pictureOf(svg: string): SvgPicture | null {
  if (svg.length > longest || !svg.startsWith('<svg')) return null
  const box = /^<svg[^>]*\sviewBox="\s*(-?[\d.]+)[ ,]+(-?[\d.]+)[ ,]+([\d.]+)[ ,]+([\d.]+)\s*"/.exec(svg)
  const [width, height] = [Number(box?.[3]), Number(box?.[4])]
  if (!(width > 0 && width <= widest && height > 0 && height <= widest)) return null
  const src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  return { src, width: Math.ceil(width), height: Math.ceil(height) }
}
