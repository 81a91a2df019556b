import { createListOrder } from '../list/listOrder.ts'
import { app } from './store.ts'

/** The keeper of the list's order. */
export const listOrder = createListOrder({ get: app.getState, set: app.setState })
