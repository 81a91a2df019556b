/** The name under which an attachment of a prompt is shown: its path, or what it is called; empty when it has neither. */
export function attachmentName(attachment: unknown): string {
  if (typeof attachment !== 'object' || attachment === null) return ''
  const fields = attachment as Readonly<Record<string, unknown>>
  const name = ['path', 'filePath', 'displayName'].map((key) => fields[key])
  return name.find((value): value is string => typeof value === 'string' && value !== '') ?? ''
}
