import type { z } from 'zod'
import { appOperations } from './contract/app.ts'
import { archiveOperations } from './contract/archive.ts'
import { branchingOperations } from './contract/branching.ts'
import { clearingOperations } from './contract/clearing.ts'
import { composingOperations } from './contract/composing.ts'
import { healthOperations } from './contract/health.ts'
import { markingOperations } from './contract/marking.ts'
import { providerOperations } from './contract/providers.ts'
import { readingOperations } from './contract/reading.ts'
import { sessionOperations } from './contract/session.ts'
import type { Operation } from './contract/op.ts'

/** Every operation that the window can ask of main. Adding one is one line in one of these; then the file of the same name in `main/handlers` does not compile until it is there. */
export const contract = {
  ...appOperations,
  ...branchingOperations,
  ...markingOperations,
  ...clearingOperations,
  ...archiveOperations,
  ...readingOperations,
  ...healthOperations,
  ...composingOperations,
  ...providerOperations,
  ...sessionOperations,
} as const

/** All operations, as types. */
export type Contract = typeof contract
export type OperationName = keyof Contract
export type Input<K extends OperationName> = z.output<Contract[K]['input']>
export type Output<K extends OperationName> = Contract[K] extends Operation<z.ZodType, infer Out> ? Out : never

/** What `main/handlers` must provide. */
export type Handlers = { readonly [K in OperationName]: (input: Input<K>) => Output<K> | Promise<Output<K>> }
