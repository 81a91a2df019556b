/** One call of a tool that the scripted model asks for. */
export interface ScriptedToolCall {
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
  /** Left out: `call-1`, `call-2`, … over the life of the server. */
  readonly id?: string
}

/** What the scripted model does with one request. Everything that is left out takes its plainest value. */
export interface Reply {
  /** The answer; a list gives the exact pieces in which it streams. */
  readonly text?: string | readonly string[]
  /** Sent before the text as `reasoning_content`. */
  readonly reasoning?: string | readonly string[]
  /** Sent after the text. */
  readonly toolCalls?: readonly ScriptedToolCall[]
  /** Characters in a piece when `text` or `reasoning` is one string; 8 when left out. */
  readonly chunkSize?: number
  /** Milliseconds before each piece; 0 (as fast as it goes) when left out. */
  readonly delayMs?: number
  /** Waits for `release()` after so many pieces; 0 holds everything but the headers. */
  readonly holdAfter?: number
  /** Sends nothing more after so many pieces, but keeps the connection: a provider that hangs. */
  readonly stallAfter?: number
  /** Breaks the connection after so many pieces. */
  readonly cutAfter?: number
  /** Keeps the request without a single byte of an answer, headers included. */
  readonly silent?: boolean
  /** An HTTP status other than 200, with `error` as the message. */
  readonly status?: number
  readonly error?: string
  readonly headers?: Readonly<Record<string, string>>
  /** The model that the answer names; the one that was asked for when left out. */
  readonly model?: string
  /** Left out: counted from the characters, four to a token. */
  readonly usage?: { readonly prompt: number; readonly completion: number }
}

/** A message as the runtime sent it; `content` is its text, whatever form it had. */
export interface ModelMessage {
  readonly role: string
  readonly content: string
}

/** A request that reached `/chat/completions`. */
export interface ModelRequest {
  /** 1 for the first. */
  readonly number: number
  readonly model: string
  readonly messages: readonly ModelMessage[]
  /** The text of the last message of the user; empty when there is none. */
  readonly lastUser: string
  /** The names of the tools that the model may call. */
  readonly tools: readonly string[]
  /** The `authorization` header, or null. */
  readonly authorization: string | null
  readonly bytes: number
  readonly at: number
  /** Resolves when the client has gone away or the answer is finished: true when it was finished. */
  readonly ended: Promise<boolean>
  /** The body as it came. */
  readonly raw: unknown
}

/** Chooses the reply to a request. */
export type Route = (request: ModelRequest) => Reply

/** A reply that is a text. */
export function says(text: string, more: Omit<Reply, 'text'> = {}): Reply {
  return { ...more, text }
}

/** A reply that calls one tool. */
export function calls(
  name: string,
  args: Readonly<Record<string, unknown>>,
  more: Omit<Reply, 'toolCalls'> = {},
): Reply {
  return { ...more, toolCalls: [{ name, arguments: args }] }
}

/** A reply that is an HTTP error, as the provider words it. */
export function refuses(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, error, headers }
}

/** The usual answer of a scripted model: it tells what it was given, so that a test can see the context. */
export function echo(request: ModelRequest): Reply {
  return { text: `echo(${request.messages.length}): ${request.lastUser}` }
}
