/** The page's looks, light and dark. Text and its ground keep a contrast of 4.5 to 1. */
export const pageCss = `
:root { color-scheme: light dark; --ground: light-dark(#f4f6f9, #0d1117); --card: light-dark(#fff, #161b22);
  --line: light-dark(#dde3ea, #2b323c); --text: light-dark(#17202b, #e6edf3); --soft: light-dark(#566373, #98a5b3);
  --accent: light-dark(#1d4ed8, #6ea8fe); --kept: light-dark(#2563eb, #5b9bf8); --dropped: light-dark(#8a6d00, #d9a520);
  --dead: light-dark(#c02626, #ff7b72); --good: light-dark(#157347, #4ac26b); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px/1.45 system-ui, "Segoe UI", Roboto, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; padding: 12px 24px; background: var(--card);
  border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 1; }
h1 { display: flex; align-items: center; gap: 10px; margin: 0; font-size: 17px; }
h1 span { color: var(--soft); font-weight: 400; }
h2 { margin: 0 0 10px; font-size: 13px; font-weight: 600; }
small { color: var(--soft); font-weight: 400; font-size: 12px; margin-left: 6px; }
nav { margin-left: auto; display: flex; gap: 14px; align-items: center; }
a { color: var(--accent); }
.skip { position: absolute; left: -999px; } .skip:focus { left: 8px; top: 8px; z-index: 2; background: var(--card); padding: 8px; }
main { display: grid; gap: 14px; padding: 18px 24px 40px; max-width: 1500px; margin: 0 auto; }
.card, dl { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; margin: 0; min-width: 0; }
.tiles, .tops { display: grid; gap: 14px; grid-template-columns: repeat(auto-fit, minmax(210px, 1fr)); }
dt { color: var(--soft); font-size: 12px; } dd { margin: 0; font-size: 28px; font-weight: 650; letter-spacing: -.02em;
  font-variant-numeric: tabular-nums; }
dd.note { font-size: 12px; font-weight: 400; letter-spacing: 0; color: var(--soft); min-height: 1.4em; }
.kept { border-top: 3px solid var(--kept); } .dropped { border-top: 3px solid var(--dropped); } .dead { border-top: 3px solid var(--dead); }
#state { margin: 0; padding: 3px 11px 3px 9px; border-radius: 99px; border: 1px solid var(--line); font-size: 12px; }
#state::before { content: ""; display: inline-block; width: 8px; height: 8px; margin-right: 7px; border-radius: 50%; background: var(--soft); }
#state[data-state=ok]::before { background: var(--good); } #state[data-state=bad]::before { background: var(--dead); }
#fault { margin: 0; padding: 11px 24px; background: var(--dead); color: light-dark(#fff, #20060a); font-weight: 550; }
#arrivals { display: block; width: 100%; height: 110px; border-bottom: 1px solid var(--line); }
.bar-kept { fill: var(--kept); } .bar-dropped { fill: var(--dropped); } .bar-dead { fill: var(--dead); }
.axis { display: flex; justify-content: space-between; margin: 4px 0 0; color: var(--soft); font-size: 12px; }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 3px; }
ol button { all: unset; box-sizing: border-box; display: flex; justify-content: space-between; gap: 12px; width: 100%; padding: 3px 8px;
  border-radius: 5px; cursor: pointer; background: linear-gradient(color-mix(in srgb, var(--kept) 18%, transparent) 0 0)
  0 / var(--share) 100% no-repeat; }
ol button span:first-child { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
ol button:hover { text-decoration: underline; } .num { font-variant-numeric: tabular-nums; color: var(--soft); }
form#filters { display: flex; flex-wrap: wrap; gap: 8px 10px; align-items: end; margin-bottom: 12px; }
label { display: grid; gap: 2px; font-size: 12px; color: var(--soft); }
input { font: inherit; color: var(--text); background: var(--ground); border: 1px solid var(--line); border-radius: 6px; padding: 5px 8px; max-width: 100%; }
button { font: inherit; cursor: pointer; border: 1px solid transparent; border-radius: 6px; padding: 5px 13px; background: light-dark(#1d4ed8, #2f6fde); color: #fff; }
button.quiet { background: none; border-color: var(--line); color: var(--text); }
:focus-visible, ol button:focus-visible, td button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.scroll { overflow: auto; max-height: 70vh; }
table { border-collapse: collapse; width: 100%; }
th { position: sticky; top: 0; background: var(--card); text-align: left; font-size: 12px; color: var(--soft); font-weight: 550; }
th, td { padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); white-space: nowrap; max-width: 300px; overflow: hidden; text-overflow: ellipsis; }
td { font-variant-numeric: tabular-nums; } td.code { font-family: ui-monospace, "SFMono-Regular", Menlo, monospace; font-size: 12.5px; }
td button { all: unset; cursor: pointer; color: var(--accent); font-weight: 550; } td button:hover { text-decoration: underline; }
.failed { color: var(--dead); font-weight: 550; } .fine { color: var(--good); }
@media (prefers-reduced-motion: no-preference) { tr.new td { animation: arrive 2.2s ease-out; } }
@keyframes arrive { from { background: color-mix(in srgb, var(--kept) 26%, transparent); } }
dialog { border: 1px solid var(--line); border-radius: 12px; background: var(--card); color: var(--text); padding: 20px; max-width: min(860px, 94vw); }
dialog::backdrop { background: #0008; } #ask form { display: grid; gap: 12px; max-width: 380px; } #ask p { margin: 0; color: var(--soft); }
#detail form { display: flex; justify-content: space-between; gap: 20px; align-items: start; } pre { overflow: auto; max-height: 66vh; font-size: 12.5px; margin: 0; }
#none { color: var(--soft); padding: 22px 0; text-align: center; margin: 0; } #older { margin-top: 12px; }
@media (max-width: 640px) { main, header { padding-inline: 12px; } }
`;
