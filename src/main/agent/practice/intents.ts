import { folded } from './language.ts'

/** What the practice model understands. */
export type Intent =
  'recall' | 'files' | 'command' | 'question' | 'long' | 'think' | 'abstain' | 'fail' | 'help' | 'continue' | 'other'

const patterns: readonly (readonly [Exclude<Intent, 'other'>, RegExp])[] = [
  [
    'recall',
    /\b(what (were|are|have) we (been )?(discuss|talk)|what did we (discuss|talk)|do you remember|sobre o que (falavamos|conversavamos|estavamos)|(do|de) que (nos )?(falavamos|estavamos falando)|voce lembra|lembra do que)/u,
  ],
  ['command', /\b(run|execute) (a|the|some) (shell )?command|\b(rod[ae]|execut[ea]) (um|o) comando/u],
  [
    'files',
    /\blist (the |my |all )?files|\buse (a|some) tools?\b|\b(list[ae]|mostre) (os )?(meus )?arquivos|\buse uma ferramenta/u,
  ],
  [
    'question',
    /\bask me (something|anything|a question)|\b(me pergunte|pergunte-me|faca(-me)? uma pergunta|me faca uma pergunta)/u,
  ],
  ['long', /\b(write|give) (me )?(a|some) long (text|answer)|\b(escreva|faca) um texto longo/u],
  ['think', /\bthink (aloud|out loud)|\bpens[ea] em voz alta/u],
  ['abstain', /^\W*(please )?abstain\b|\babstenha-se\b|^\W*abstenha\b/u],
  ['fail', /^\W*(please )?fail\b(?!\w)|^\W*falh[ea]\b/u],
  ['help', /^\W*help\b|\bwhat can you do\b|^\W*ajuda\b|\bo que (voce )?(sabe|pode|consegue)( fazer)?\b/u],
  ['continue', /^\W*(please )?(continue|go on)\b|^\W*(continue|prossiga)\b/u],
]

/** What a prompt asks for. */
export function intentOf(prompt: string): Intent {
  const plain = folded(prompt.slice(0, 500))
  return patterns.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'other'
}
