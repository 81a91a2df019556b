import { createContext, useContext } from 'react'

const OpenBlock = createContext(false)

/** Tells what is in a block whether it may still grow. */
export const OpenBlockProvider = OpenBlock.Provider

/** Whether the block that this stands in may still grow. */
export function useIsOpen(): boolean {
  return useContext(OpenBlock)
}
