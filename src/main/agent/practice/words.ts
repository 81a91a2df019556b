import type { Language } from './language.ts'

/** Everything that the practice model says, apart from its long text. */
export interface Words {
  readonly notice: string
  readonly intro: string
  readonly recallNothing: string
  readonly recall: (prompts: readonly string[]) => string
  readonly other: (number: number, prompt: string, before: string) => string
  readonly noTools: string
  readonly noShell: string
  readonly toolGave: (output: string) => string
  readonly toolDenied: string
  readonly question: string
  readonly choices: readonly string[]
  readonly questionInText: string
  readonly answered: (answer: string) => string
  readonly thinking: string
  readonly thought: string
  readonly abstained: string
  readonly refusal: string
  readonly continued: string
  readonly nothingToContinue: string
  readonly commandDescription: string
}

const en: Words = {
  notice: '*I am the practice model, a small offline stand-in for a language model.*\n\n',
  intro: `Hello! I am the **practice model**: a small offline stand-in for a language model, so that you can try Retoma without an account. I don't understand much. Everything else is real: the Copilot runtime keeps this session on your disk, and you can close the app now and pick it up again later.

Plain requests that I understand:

- **What were we discussing?** lists what you said so far, also after a restart
- **Write a long text** streams about 1,500 words of Markdown
- **Think aloud** shows reasoning before the answer
- **List the files** calls a harmless tool (in an agent session)
- **Run a command** asks your permission, then says hello from a shell (in an agent session)
- **Ask me something** asks you a question
- **Abstain** declines to answer
- **Fail** answers with an error, to show how one looks

Anything else gets a short reply. I also speak Portuguese.`,
  recallNothing: 'Nothing so far: this is the first thing that you have said in this session.',
  recall: (prompts) => `So far you said, in this order:\n\n${numbered(prompts)}`,
  other: (number, prompt, before) =>
    `That was message ${number} of this session. You said: “${prompt}”.${before === '' ? '' : ` Before that it was “${before}”.`} I am only the practice model, so I have no opinion on it. Ask *What were we discussing?* to see what I was given, or *Help* for what I can do.`,
  noTools: 'I have no tools here. Start an *agent session in a folder*, and ask me again.',
  noShell: 'I have no shell here. Start an *agent session in a folder*, and ask me again.',
  toolGave: (output) =>
    output.trim() === ''
      ? 'The tool ran and gave nothing.'
      : `The tool gave this:\n\n\`\`\`text\n${output.trim()}\n\`\`\``,
  toolDenied: 'That was not allowed, so I left it.',
  question: 'Which do you like better for a long session?',
  choices: ['Tea', 'Coffee', 'Water'],
  questionInText: 'Gladly: which do you like better for a long session, tea, coffee or water?',
  answered: (answer) => `You answered: **${answer}**. Good choice.`,
  thinking: `The person asks me to think aloud. First, what do I know? Only what stands in this conversation. Second, what could I get wrong? Nearly everything, since I am a stand-in and no language model. So the honest thing is to show how reasoning looks in this app: it streams before the answer, it folds away, and it can be opened again later. That is enough. I will say so in one sentence.`,
  thought: 'I have thought about it: what you just saw above this answer is how reasoning looks.',
  abstained: '[[POR_ABSTAIN]] You asked me to abstain, so I give no answer.',
  refusal: 'The practice model was asked to fail, and it did. Nothing is wrong: send something else.',
  continued: '*Going on where it broke off.*\n\n',
  nothingToContinue: 'There is nothing that I could go on with.',
  commandDescription: 'Say hello from a shell',
}

const pt: Words = {
  notice: '*Sou o modelo de prática, um pequeno substituto offline de um modelo de linguagem.*\n\n',
  intro: `Olá! Sou o **modelo de prática**: um pequeno substituto offline de um modelo de linguagem, para você experimentar o Retoma sem ter conta. Não entendo muita coisa. Todo o resto é de verdade: o runtime do Copilot guarda esta sessão no seu disco, e você pode fechar o aplicativo agora e retomá-la depois.

Pedidos simples que eu entendo:

- **Sobre o que falávamos?** lista o que você disse até agora, também depois de reiniciar
- **Escreva um texto longo** transmite cerca de 1.500 palavras em Markdown
- **Pense em voz alta** mostra o raciocínio antes da resposta
- **Liste os arquivos** chama uma ferramenta inofensiva (em uma sessão de agente)
- **Rode um comando** pede sua permissão e diz olá em um shell (em uma sessão de agente)
- **Me pergunte algo** faz uma pergunta a você
- **Abstenha-se** deixa de responder
- **Falhe** responde com um erro, para mostrar como ele aparece

Qualquer outra coisa recebe uma resposta curta. Também falo inglês.`,
  recallNothing: 'De nada até agora: isto é a primeira coisa que você disse nesta sessão.',
  recall: (prompts) => `Até agora você disse, nesta ordem:\n\n${numbered(prompts)}`,
  other: (number, prompt, before) =>
    `Essa foi a mensagem ${number} desta sessão. Você disse: “${prompt}”.${before === '' ? '' : ` Antes disso foi “${before}”.`} Sou só o modelo de prática, então não tenho opinião. Pergunte *Sobre o que falávamos?* para ver o que recebi, ou peça *Ajuda* para ver o que sei fazer.`,
  noTools: 'Não tenho ferramentas aqui. Comece uma *sessão de agente em uma pasta* e peça de novo.',
  noShell: 'Não tenho um shell aqui. Comece uma *sessão de agente em uma pasta* e peça de novo.',
  toolGave: (output) =>
    output.trim() === ''
      ? 'A ferramenta rodou e não devolveu nada.'
      : `A ferramenta devolveu isto:\n\n\`\`\`text\n${output.trim()}\n\`\`\``,
  toolDenied: 'Isso não foi permitido, então deixei como estava.',
  question: 'O que você prefere para uma sessão longa?',
  choices: ['Chá', 'Café', 'Água'],
  questionInText: 'Com prazer: o que você prefere para uma sessão longa, chá, café ou água?',
  answered: (answer) => `Você respondeu: **${answer}**. Boa escolha.`,
  thinking: `A pessoa pede que eu pense em voz alta. Primeiro, o que eu sei? Só o que está nesta conversa. Segundo, onde eu poderia errar? Em quase tudo, pois sou um substituto e não um modelo de linguagem. Então o honesto é mostrar como o raciocínio aparece neste aplicativo: ele vem antes da resposta, fica recolhido e pode ser aberto de novo depois. Isso basta. Vou dizer isso em uma frase.`,
  thought: 'Pensei: o que você acabou de ver acima desta resposta é como o raciocínio aparece.',
  abstained: '[[POR_ABSTAIN]] Você pediu que eu me abstivesse, então não dou resposta.',
  refusal: 'Pediram ao modelo de prática que falhasse, e ele falhou. Nada está errado: envie outra coisa.',
  continued: '*Continuando de onde parou.*\n\n',
  nothingToContinue: 'Não há nada que eu possa continuar.',
  commandDescription: 'Dizer olá em um shell',
}

/** The practice model's words in a language. */
export const words: Readonly<Record<Language, Words>> = { en, pt }

function numbered(prompts: readonly string[]): string {
  return prompts.map((prompt, index) => `${index + 1}. ${prompt}`).join('\n')
}
