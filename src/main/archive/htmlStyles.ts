/** How an exported page looks: light and dark as the system has it, and plain on paper. */
export const styles = `
:root { color-scheme: light dark; --ink: #1c1b1a; --soft: #5c5955; --page: #fbfaf8; --card: #ffffff; --line: #e3dfd9; --code: #f4f1ec;
  --accent: #8a4b12; --keyword: #8250b8; --string: #1a6b3c; --number: #94450c; --comment: #66625c; --title: #1f5f99; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceae6; --soft: #aaa59d; --page: #191817; --card: #21201e; --line: #3a3733;
  --code: #2a2826; --accent: #e5a66a; --keyword: #cfa4f5; --string: #8fd3a5; --number: #f0ac74; --comment: #a09a91; --title: #8cbdf0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; }
main { max-width: 820px; margin: 0 auto; padding: 32px 20px 64px; }
header { margin-bottom: 28px; color: var(--soft); }
h1 { font-size: 26px; line-height: 1.25; color: var(--ink); }
h2 { font-size: 14px; font-weight: 600; color: var(--soft); margin: 0 0 8px; }
h3 { font-size: 14px; font-weight: 600; margin: 16px 0 6px; }
article { border-top: 1px solid var(--line); padding: 18px 0; overflow-wrap: anywhere; }
article.user { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 18px; margin: 14px 0; }
a { color: var(--accent); }
pre { background: var(--code); border-radius: 8px; padding: 12px 14px; overflow-x: auto; font-size: 13px; line-height: 1.5; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .9em; }
:not(pre) > code { background: var(--code); border-radius: 4px; padding: 1px 4px; }
blockquote { margin: 12px 0; padding: 2px 14px; border-left: 3px solid var(--line); color: var(--soft); }
table { border-collapse: collapse; } th, td { border: 1px solid var(--line); padding: 4px 10px; }
img { max-width: 100%; }
.hljs-keyword, .hljs-literal, .hljs-type, .hljs-selector-tag { color: var(--keyword); }
.hljs-string, .hljs-regexp, .hljs-addition { color: var(--string); }
.hljs-number, .hljs-symbol, .hljs-deletion { color: var(--number); }
.hljs-comment, .hljs-meta { color: var(--comment); }
.hljs-title, .hljs-attr, .hljs-built_in, .hljs-name { color: var(--title); }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --page: #fff; --card: #fff; --line: #bbb; --code: #f5f5f5; --accent: #000;
  --keyword: #444; --string: #222; --number: #222; --comment: #555; --title: #000; }
  main { max-width: none; padding: 0; } pre { white-space: pre-wrap; } h2, h3 { break-after: avoid; } article { break-inside: auto; } }
`
