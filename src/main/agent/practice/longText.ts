import type { Language } from './language.ts'

interface Material {
  readonly title: string
  readonly lead: string
  readonly headings: readonly string[]
  readonly sentences: readonly string[]
  readonly points: readonly string[]
  readonly table: readonly (readonly string[])[]
  readonly end: string
}

const en: Material = {
  title: 'On keeping a conversation',
  lead: 'This text has no point of its own: it is here so that you can see a long answer stream, stop it, scroll through it, bookmark a place in it and find it again tomorrow.',
  headings: [
    'Where it begins',
    'What is written down',
    'What happens at night',
    'The return',
    'Two at once',
    'When something breaks',
    'Small things that help',
    'A word on trust',
    'What to leave out',
    'Where it ends',
  ],
  sentences: [
    'A conversation that is kept well can be left at any moment, and nobody has to remember where it stood.',
    'The first sentence is often the least important one, yet it is the one by which the whole will be found again.',
    'Whoever writes every step to the disk before speaking of it need not be afraid of the next power cut.',
    'It is better to say plainly that something was lost than to pretend that it had never been there.',
    'A good title is short, says what was decided, and does not try to be clever.',
    'Most threads are not finished, they are only put down, and that is a perfectly good way of working.',
    'When two things happen at the same time, each of them deserves a place where it is not mixed up with the other.',
    'The order in which things were said matters more than the hour at which they were said.',
    'What a person typed belongs to that person, and it should still be there after every kind of accident.',
    'It takes one second to mark a place now, and ten minutes to look for it in a week.',
    'An answer that was cut short is still worth reading, as long as it says that it was cut short.',
    'Nothing calms the mind like opening a window and finding everything exactly as it was left.',
  ],
  points: ['write first, then show', 'say what was kept and what was not', 'never ask twice', 'leave a way back'],
  table: [
    ['Moment', 'What is kept', 'Where'],
    ['while you type', 'the draft with its caret', 'the library'],
    ['when you send', 'your message', 'the session log'],
    ['while it streams', 'the text so far', 'the library'],
    ['when it is done', 'the whole turn', 'the session log'],
  ],
  end: 'That is all. If you stopped me on the way, ask me to continue; if you marked a place, it will be there tomorrow.',
}

const pt: Material = {
  title: 'Sobre guardar uma conversa',
  lead: 'Este texto não quer provar nada: ele existe para você ver uma resposta longa chegar aos poucos, pará-la, percorrê-la, marcar um ponto dela e encontrá-lo amanhã.',
  headings: [
    'Onde começa',
    'O que fica escrito',
    'O que acontece à noite',
    'A volta',
    'Duas ao mesmo tempo',
    'Quando algo quebra',
    'Pequenas coisas que ajudam',
    'Uma palavra sobre confiança',
    'O que deixar de fora',
    'Onde termina',
  ],
  sentences: [
    'Uma conversa bem guardada pode ser deixada a qualquer momento, e ninguém precisa lembrar em que ponto ela estava.',
    'A primeira frase costuma ser a menos importante, mas é por ela que o resto será encontrado de novo.',
    'Quem escreve cada passo no disco antes de falar dele não precisa ter medo da próxima queda de energia.',
    'É melhor dizer com clareza que algo se perdeu do que fingir que aquilo nunca esteve ali.',
    'Um bom título é curto, diz o que foi decidido e não tenta parecer esperto.',
    'A maioria dos assuntos não termina, apenas é posta de lado, e essa é uma maneira muito boa de trabalhar.',
    'Quando duas coisas acontecem ao mesmo tempo, cada uma merece um lugar onde não se misture com a outra.',
    'A ordem em que as coisas foram ditas importa mais do que a hora em que foram ditas.',
    'O que uma pessoa digitou pertence a ela, e deve continuar ali depois de qualquer tipo de acidente.',
    'Leva um segundo para marcar um ponto agora, e dez minutos para procurá-lo daqui a uma semana.',
    'Uma resposta cortada no meio ainda vale a leitura, desde que ela diga que foi cortada.',
    'Nada acalma tanto quanto abrir uma janela e encontrar tudo exatamente como foi deixado.',
  ],
  points: [
    'escrever primeiro, mostrar depois',
    'dizer o que ficou e o que não ficou',
    'nunca perguntar duas vezes',
    'deixar um caminho de volta',
  ],
  table: [
    ['Momento', 'O que é guardado', 'Onde'],
    ['enquanto você digita', 'o rascunho com o cursor', 'a biblioteca'],
    ['quando você envia', 'a sua mensagem', 'o registro da sessão'],
    ['enquanto chega', 'o texto até ali', 'a biblioteca'],
    ['quando termina', 'o turno inteiro', 'o registro da sessão'],
  ],
  end: 'É isso. Se você me parou no caminho, peça para continuar; se marcou um ponto, ele estará lá amanhã.',
}

const code = `\`\`\`ts
/** Gives back what was said, in the order in which it was said. */
export function replay(log: readonly Entry[]): Conversation {
  return log.reduce((conversation, entry) => conversation.with(entry), emptyConversation)
}
\`\`\``

/** About 1,500 words of Markdown with headings, lists, a table and code; always the same. */
export function longText(language: Language): string {
  const material = language === 'pt' ? pt : en
  const { headings, sentences } = material
  const parts = [`# ${material.title}`, material.lead]
  for (const [index, heading] of headings.entries()) {
    parts.push(`## ${index + 1}. ${heading}`)
    // Neighbouring sections begin at different sentences, so that no two read the same.
    const at = (step: number): string => sentences[(index * 5 + step) % sentences.length] ?? ''
    parts.push([0, 1, 2, 3].map(at).join(' '), [4, 5, 6].map(at).join(' '))
    if (index === 1) parts.push(tableOf(material.table))
    if (index === 3) parts.push(code)
    if (index % 4 === 2) parts.push(material.points.map((point) => `- ${point}`).join('\n'))
    if (index === 5) parts.push(`> ${at(8)}`)
  }
  return [...parts, '---', material.end].join('\n\n')
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')
}
