/** How an operation is declared, and what the inputs of several are made of. */
import { z } from 'zod'

declare const output: unique symbol

/** One operation: what it accepts (checked in main) and what it returns (checked by the compiler). */
export interface Operation<In extends z.ZodType, Out> {
  readonly input: In
  readonly [output]?: Out
}

/** Declares an operation: its input here, what it returns behind it. */
export function op<In extends z.ZodType>(input: In): { returns: <Out>() => Operation<In, Out> } {
  return { returns: () => ({ input }) }
}

/** Text of at most `max` UTF-16 units. It is made well-formed: a lone surrogate makes the runtime hang. */
export function text(max: number): z.ZodPipe<z.ZodString, z.ZodTransform<string, string>> {
  return z
    .string()
    .max(max)
    .transform((value) => value.toWellFormed())
}

/** Names a thing of ours: a message, a bookmark, an attachment. */
export const id = z.string().min(1).max(255)

/** Names a session. */
export const sessionId = z.string().min(1).max(255)

/**
 * How many things one call may be for: whoever chooses all of them means all, and ten times as many as the list is made for are
 * no harm. Lists of ids are checked in a few milliseconds; what is done with each is done one after the other, and can be stopped.
 */
const MOST_AT_ONCE = 100_000

/** Many of one sort: all that are chosen together. */
export function many<T extends z.ZodType>(each: T): z.ZodArray<T> {
  return z.array(each).max(MOST_AT_ONCE)
}

/** What is said to a model: never only white space. */
export const prompt = text(20_000_000).refine((value) => value.trim() !== '')

/** The input of an operation that needs none. */
export const nothing = z.strictObject({})

/** The input of an operation that needs only a session. */
export const bySession = z.strictObject({ id: sessionId })

/** Names a call that takes a while: `work.progressed` tells how it goes, `work.cancel` ends it after the present one. */
export const work = z.string().min(1).max(64).optional()

/** Names a search, so that what comes of the one before is not taken for its own. */
export const searchRun = z.string().min(1).max(64)

/** Attachments are named by the ids that main gave them: a page can't name a file of the disk. */
export const attachments = z.array(id).max(100).optional()

/** What a session is. */
export const kind = z.enum(['chat', 'agent'])

/** A model of a provider. */
export const modelChoice = z.strictObject({ providerId: id, model: z.string().min(1).max(512) })
