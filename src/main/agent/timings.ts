/** How long the agent layer waits for what, in milliseconds. */
export interface Timings {
  /** For a start of the runtime, its handshake included. */
  readonly start: number
  /** For a start before it is called slow. */
  readonly slow: number
  /** Between two failed starts: the first wait, doubled for the next. */
  readonly backOff: number
  /** For a call that only reads or sets something. */
  readonly call: number
  /** For a slash command, which may ask the model for a summary. */
  readonly invoke: number
  /** For opening a session (create, resume). */
  readonly open: number
  /** For a message to be accepted; as much again for each 5 MB of it. */
  readonly send: number
  /** Between two looks whether the runtime answers. */
  readonly pingEvery: number
  /** For its answer; it has two tries before it counts as frozen. */
  readonly ping: number
  /** For a runtime that works and does not answer; longer than its longest work. */
  readonly busy: number
  /** For a turn to end softly after `stop`. */
  readonly stop: number
  /** For older messages to be summed up. */
  readonly compact: number
  /** For a session to be let go. */
  readonly close: number
  /** For the runtime to end by itself before it is killed. */
  readonly shutdown: number
  /** Without any event before a running turn says so. */
  readonly silence: number
  /** Without any event before a running turn is given up. */
  readonly stall: number
  /** After an error or an abort for the runtime to say that the turn is over. */
  readonly grace: number
}

export const defaultTimings: Timings = {
  start: 30_000,
  slow: 4_000,
  backOff: 500,
  call: 10_000,
  invoke: 180_000,
  open: 60_000,
  send: 30_000,
  pingEvery: 3_000,
  ping: 2_500,
  busy: 90_000,
  stop: 5_000,
  compact: 600_000,
  close: 3_000,
  shutdown: 5_000,
  silence: 90_000,
  stall: 180_000,
  grace: 5_000,
}
