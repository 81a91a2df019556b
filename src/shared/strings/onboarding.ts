/** The first run. */
export const onboarding = {
  'welcome.title': { en: 'Welcome to Retoma', pt: 'Boas-vindas ao Retoma' },
  'welcome.text': {
    en: 'Your Copilot sessions, kept on this computer and open again exactly where you left off.',
    pt: 'Suas sessões do Copilot, guardadas neste computador e abertas de novo exatamente onde você parou.',
  },
  'welcome.question': { en: 'What should answer?', pt: 'O que deve responder?' },
  'welcome.later': {
    en: 'You can change this at any time, for each session.',
    pt: 'Você pode mudar isso a qualquer momento, em cada sessão.',
  },
  'welcome.copilot': { en: 'GitHub Copilot', pt: 'GitHub Copilot' },
  'welcome.copilot.use': { en: 'Use Copilot', pt: 'Usar o Copilot' },
  'welcome.copilot.signIn': { en: 'Sign in…', pt: 'Entrar…' },
  'welcome.own.setUp': { en: 'Set up…', pt: 'Configurar…' },
  'welcome.own.use': { en: 'Use {{name}}', pt: 'Usar {{name}}' },
  'welcome.own': { en: 'Your own model', pt: 'Seu próprio modelo' },
  'welcome.own.text': {
    en: 'A server on this computer, or an address with a key',
    pt: 'Um servidor neste computador ou um endereço com chave',
  },
  'welcome.own.address': { en: 'Another address', pt: 'Outro endereço' },
  'welcome.practice': { en: 'Try it offline', pt: 'Experimentar offline' },
  'welcome.practice.text': {
    en: 'The practice model: a small stand-in, no account, no network',
    pt: 'O modelo de prática: um pequeno substituto, sem conta, sem rede',
  },
  'welcome.practice.more': {
    en: 'It streams answers, remembers what you said, and can ask a question or call a harmless tool, so that you can see how everything works. Wherever it answers, it says “Practice model”.',
    pt: 'Ele responde aos poucos, lembra o que você disse e pode fazer uma pergunta ou usar uma ferramenta inofensiva, para você ver como tudo funciona. Onde ele responder, estará escrito “Modelo de prática”.',
  },
  'welcome.practice.use': { en: 'Try it', pt: 'Experimentar' },
  'welcome.skip': { en: 'Not now', pt: 'Agora não' },
  'welcome.found_one': {
    en: '{{count}} session was found on this computer. It opens without any of this.',
    pt: '{{count}} sessão foi encontrada neste computador. Ela abre sem nada disso.',
  },
  'welcome.found_other': {
    en: '{{count}} sessions were found on this computer. They open without any of this.',
    pt: '{{count}} sessões foram encontradas neste computador. Elas abrem sem nada disso.',
  },
} as const
