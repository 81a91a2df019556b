/** The id of the request that a call of `ask_user` opens: made of the call's, which the log keeps (the request's it does not). */
export function questionId(toolCallId: string): string {
  return `${toolCallId}:question`
}

/** The same for the plan that a call of `exit_plan_mode` shows. */
export function planId(toolCallId: string): string {
  return `${toolCallId}:plan`
}

/** The id under which a form is told; what is typed into it is known by that. */
export function formId(requestId: string): string {
  return `${requestId}:form`
}
