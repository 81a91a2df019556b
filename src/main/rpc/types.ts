/** A map from method names to functions that take and give structured data; no argument is optional. */
export type Methods<M> = { readonly [K in keyof M]: (...args: never[]) => unknown }

/** A map from notification names to what they carry. */
export type Notifications<N> = { readonly [K in keyof N]: unknown }

/** What a call of a method gives to its caller. */
export type Result<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never

/** What a method is called with. */
export type Arguments<F> = F extends (...args: infer A) => unknown ? A : never

/** The functions behind the methods: the signal after the arguments says that the caller gave up. */
export type Handlers<M> = {
  readonly [K in keyof M]: (...args: [...Arguments<M[K]>, signal: AbortSignal]) => Result<M[K]> | Promise<Result<M[K]>>
}

/** What a worker's end and its unforeseen failures are told to. */
export interface WorkerLog {
  error(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void
}
