/** What a scripted runtime does wrong; everything else is passed on to the real one. */
export interface RuntimeFaults {
  /** A file that the first process with these faults makes: every later one has none. */
  readonly onlyFirst?: string
  /** Ends with this code before it says anything. */
  readonly exitAtStart?: number
  /** Never answers the handshake. */
  readonly neverConnect?: boolean
  /** Answers the handshake so many milliseconds late. */
  readonly connectAfter?: number
  /** Shakes hands in this version of the protocol; the real runtime speaks 3. */
  readonly protocolVersion?: number
  /** Never answers these methods, for example `session.abort`. */
  readonly hang?: readonly string[]
  /** Does nothing but calculate for so long at each call of a method, as a runtime with a very long conversation does. */
  readonly work?: { readonly method: string; readonly ms: number }
  /** Refuses one call each (1 for the first of that method), for example of `session.send`, with a message. */
  readonly refuse?: readonly { readonly method: string; readonly call: number; readonly message: string }[]
}
