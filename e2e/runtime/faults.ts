/** What a scripted runtime does wrong; everything else is passed on to the real one. */
export interface RuntimeFaults {
  /** A file that the first process with these faults makes: every later one has none. */
  readonly onlyFirst?: string
  /** Ends with this code before it says anything. */
  readonly exitAtStart?: number
  /** Never answers the handshake. */
  readonly neverConnect?: boolean
  /** Shakes hands in this version of the protocol; the real runtime speaks 3. */
  readonly protocolVersion?: number
  /** Never answers these methods, for example `session.abort`. */
  readonly hang?: readonly string[]
  /** Refuses one call each (1 for the first of that method), for example of `session.send`, with a message. */
  readonly refuse?: readonly { readonly method: string; readonly call: number; readonly message: string }[]
}
