import { folderName } from '../../shared/folderName.ts'

/** The longest title that is made here, in characters. */
const MOST = 60
/** A title is not cut before this many characters, even if a word ends there. */
const LEAST = 30

/**
 * What makes no sentence: quoted lines, tables, rules, stack traces, headings of messages, lists of options, and lines that
 * are a path or an address alone.
 */
const notWords =
  /^(?:>|\||[-=_*~#]{3,}\s*$|at \S+ ?\(|\s*at .*:\d+|\$ |From:|Date:|https?:\/\/\S+$|(?:[A-Za-z]:)?[\w.~-]*[\\/]\S*$)/u

// What says nothing about the matter, in the languages that people write most.
const greeting =
  /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|ol[áa]|oi|bom dia|boa (?:tarde|noite)|hola|buen(?:os|as) (?:d[ií]as|tardes|noches)|bonjour|salut|hallo|guten (?:tag|morgen)|ciao|buongiorno)(?: (?:there|all|copilot|everyone|team|pessoal|a todos))?[\s,.!:–-]+/iu
const politeness =
  /^(?:please|pls|plz|kindly|por favor|por gentileza|s['’]il (?:te|vous) pla[iî]t|svp|bitte|per favore|per piacere)[\s,.!:]+/iu
const thanks = /^(?:thanks|thank you|obrigad[oa]|gracias|merci|danke|grazie)(?: in advance| very much)?[\s,.!:]+/iu
/** One is taken off the beginning after the other. */
const openings = [
  greeting,
  politeness,
  thanks,
  // Ways of asking for it.
  /^(?:can|could|would|will) you (?:please |kindly |maybe |help me (?:to )?)?(?=\p{L})/iu,
  /^i(?:['’]d| would) like (?:you )?to (?=\p{L})/iu,
  /^i (?:want|need) (?:you )?to (?=\p{L})/iu,
  /^(?:help me(?: to)?|let['’]s|let us) (?=\p{L})/iu,
  /^(?:voc[êe] (?:pode|poderia)|(?:pode|poderia)(?:s)?|eu (?:quero|queria|gostaria de|preciso)(?: que voc[êe])?|(?:quero|queria|gostaria de|preciso)(?: que voc[êe])?|me ajude a|vamos) (?=\p{L})/iu,
  /^(?:¿?\s*(?:puedes|podr[ií]as)|quiero(?: que)?|necesito(?: que)?|ay[uú]dame a|vamos a) (?=\p{L})/iu,
  /^(?:(?:peux|pourrais)[- ]tu|(?:pouvez|pourriez)[- ]vous|je (?:veux|voudrais)|j['’]aimerais|aide[- ]moi à) (?=\p{L})/iu,
  /^(?:(?:kannst|k[öo]nntest) du|(?:k[öo]nnen|k[öo]nnten) sie|ich (?:m[öo]chte|will)(?: dass du)?|hilf mir(?: dabei)?,?) (?=\p{L})/iu,
  /^(?:puoi|potresti|vorrei(?: che)?|voglio(?: che)?|aiutami a) (?=\p{L})/iu,
  // Words that lead over to the matter.
  /^(?:so|ok(?:ay)?|well|right|now|also|and|but|just|então|bem|agora|bueno|alors|bon|also gut)[,:]? (?=\p{L})/iu,
]

/** What follows the matter and only asks politely. */
const closings =
  /[\s,;.!–-]+(?:please|pls|thanks(?: in advance)?|thank you|por favor|obrigad[oa]|gracias|s['’]il (?:te|vous) pla[iî]t|svp|merci|bitte|danke|per favore|grazie)[\s.!]*$/iu

/**
 * A title of what a person first said: its first sentence that says something, without code, quotes, Markdown and politeness,
 * at most 60 characters, cut behind a word. Null when there is none.
 */
export function titleFrom(prompt: string): string | null {
  let polite: string | null = null
  for (const line of linesOf(prompt)) {
    const sentence = bare(firstSentence(line))
    if (meaningful(sentence)) return cut(upperFirst(sentence))
    // A greeting is better than nothing.
    if (polite === null && hasWords(sentence)) polite = cut(upperFirst(sentence))
  }
  return polite
}

/**
 * A title for a session whose words give none: its folder's name, or its id where a person may have chosen it, and the
 * moment of its beginning in local time (`web, 2026-11-28 14:05`).
 */
export function titleWithout(id: string, folder: string | null, createdAt: number): string {
  // What the runtime makes up says nothing to anybody.
  if (!isMadeUp(id)) return id
  const name = folder === null ? '' : folderName(folder)
  if (createdAt === 0) return name === '' ? id : name
  const date = new Date(createdAt)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  const moment = `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
  return name === '' ? moment : `${name}, ${moment}`
}

function isMadeUp(id: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/iu.test(id)
}

/** The lines of a prompt that may say something: not what is fenced, tagged, quoted or pasted. */
function linesOf(prompt: string): readonly string[] {
  const said = prompt
    .slice(0, 4_000)
    .replace(/\r\n?/gu, '\n')
    // Fenced code, also when its end is missing, and the blocks of context that programs put around a prompt.
    .replace(/^[ \t]*(`{3,}|~{3,})[^\n]*\n[^]*?(?:^[ \t]*\1[^\n]*$|(?![^]))/gmu, '\n')
    .replace(/<([a-z][\w-]*)(?:\s[^>]*)?>[^]*?<\/\1>/giu, '\n')
    .replace(/<!--[^]*?(?:-->|(?![^]))/gu, '\n')
  return said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !notWords.test(line))
}

/** Up to the first end of a sentence; an abbreviation, a number or a file's name ends none. */
function firstSentence(line: string): string {
  for (const found of line.matchAll(/[.!?…。！？](?=\s|$|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/gu)) {
    const end = found.index + 1
    const before = line.slice(0, end)
    if (
      /(?:\b(?:e\.g|i\.e|etc|vs|approx|no|p\.ex|ex|z\.B|bzw)\.|\b\p{Lu}\.|^\d+\.)$/iu.test(before) &&
      end < line.length
    ) {
      continue
    }
    if (meaningful(bare(before))) return before
  }
  return line
}

/** Words alone: without Markdown, quotes, paths, commands and politeness. */
function bare(text: string): string {
  let words = text
    // Slash commands and mentions of files at the beginning belong to the program.
    .replace(/^(?:\/[a-z][\w:-]*|[@#][\w./\\:-]+)(?:\s+|$)/iu, '')
    .replace(/^(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?|\d+[.)]\s+)/u, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/https?:\/\/(?:www\.)?([^\s/?#]+)\S*/giu, '$1')
    .replace(/(\*\*|__|~~)(?=\S)([^]*?\S)\1/gu, '$2')
    .replace(/(?<![\w*])[*_](?=\S)([^*_]*?\S)[*_](?![\w*])/gu, '$1')
    .replace(/`+([^`]*)`+/gu, '$1')
    // A long path says what it is in its last part.
    .replace(/(?<![\w/\\.])(?:[A-Za-z]:|[@~.]{0,2})(?:[\\/][\w.@+-]+){2,}(?:[\\/])?/gu, (path) => folderName(path))
    .replace(/["“”„«»「」『』]/gu, '')
    .replace(/(?<![\p{L}\p{N}])['‘’]([^'‘’]+)['‘’](?![\p{L}\p{N}])/gu, '$1')
    .replace(/\s+/gu, ' ')
    .trim()
  for (let before = ''; before !== words;) {
    before = words
    for (const opening of openings) {
      const rest = words.replace(opening, '')
      if (meaningful(rest)) words = rest
    }
    const rest = words.replace(closings, '')
    if (meaningful(rest)) words = rest
  }
  return words.replace(/^[\s,;:.!–-]+|[\s,;:.!。！–-]+$/gu, '')
}

/** A word of two letters, or a character that is a word. */
function hasWords(text: string): boolean {
  return /\p{L}{2}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text)
}

/** Something that one could recognise: more than politeness. */
function meaningful(text: string): boolean {
  const words = text.replace(/^[\s,;:.!?–-]+/u, '')
  return hasWords(words) && ![greeting, politeness, thanks].some((one) => `${words}!`.replace(one, '') === '')
}

function upperFirst(text: string): string {
  const [first = ''] = text
  // A name of code keeps its case: `useState` is no sentence.
  const [word = ''] = text.split(' ', 1)
  const isName = /[\p{Lu}\d_./:()-]/u.test(word.slice(1))
  return isName ? text : first.toLocaleUpperCase() + text.slice(first.length)
}

/** At most 60 characters, behind a word where there is one; languages without spaces are cut between characters. */
function cut(text: string): string {
  const characters = Array.from(text)
  if (characters.length <= MOST) return text
  const head = characters.slice(0, MOST - 1).join('')
  const space = head.lastIndexOf(' ')
  const end = space >= LEAST ? head.slice(0, space) : head
  return `${end.replace(/[\s,;:.(–-]+$/u, '')}…`.toWellFormed()
}
