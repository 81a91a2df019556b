/** What two ways of naming a model may differ in: who offers it, and which edition of it is meant. */
const edition = /[-@:](?:\d{4}-?\d{2}-?\d{2}|\d{3,4}|latest|preview)$/u

/** Whether two names are of one model: providers answer with the edition that they gave in place of the name that was asked for. */
export function isSameModel(a: string, b: string): boolean {
  return plain(a) === plain(b)
}

function plain(model: string): string {
  return model
    .slice(model.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(edition, '')
}
