import fc from 'fast-check'

/** Something that happens to the bytes of a log. */
type Damage = (log: Buffer) => Buffer

/** A place in a log as a share of its length. */
const place = fc.double({ min: 0, max: 1, noNaN: true })
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc
    .constantFrom('\n', '\0\0\0', '{"type":"', '"}\n{', '\ufeff', '\u2028', '{}\n', '\\', '"')
    .map((text) => Buffer.from(text)),
)
const at = (log: Buffer, share: number): number => Math.floor(share * log.length)

/** Bytes that are written over others or between them, cut off at the end or out of the middle, and lines that run together. */
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(place, bytes).map(([share, over]) => (log: Buffer) => {
    const changed = Buffer.from(log)
    changed.set(over.subarray(0, log.length - at(log, share)), at(log, share))
    return changed
  }),
  fc.tuple(place, bytes).map(([share, more]) => (log: Buffer) => {
    return Buffer.concat([log.subarray(0, at(log, share)), more, log.subarray(at(log, share))])
  }),
  place.map((share) => (log: Buffer) => log.subarray(0, at(log, share))),
  fc.tuple(place, place).map(([a, b]) => (log: Buffer) => {
    const [from, to] = [at(log, Math.min(a, b)), at(log, Math.max(a, b))]
    return Buffer.concat([log.subarray(0, from), log.subarray(to)])
  }),
  place.map((share) => (log: Buffer) => {
    const feed = log.indexOf(10, at(log, share))
    return feed < 0 ? log : Buffer.concat([log.subarray(0, feed), log.subarray(feed + 1)])
  }),
)

/** One to four things that happen to a log, one after the other: for property tests. */
export const damages: fc.Arbitrary<Damage> = fc
  .array(damage, { minLength: 1, maxLength: 4 })
  .map((all) => (log: Buffer) => all.reduce((damaged, one) => one(damaged), log))
