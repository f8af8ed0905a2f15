/** The whole style of the hosted pages, inlined: one request per page, and a policy that allows no other source. */
export const STYLESHEET = `
:root{color-scheme:light dark;--paper:#fdfcfa;--raised:#f4f1ec;--ink:#1d1b18;--soft:#625c54;--line:#e2dcd3;--accent:#9a3412;--accent-ink:#7c2d12;--mark:#fde9c8;--space:clamp(1.25rem,4vw,2.5rem);--measure:65ch}
@media (prefers-color-scheme:dark){:root{--paper:#161513;--raised:#201e1b;--ink:#ece7df;--soft:#a8a096;--line:#35312c;--accent:#fdba74;--accent-ink:#fed7aa;--mark:#5b4014}}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:400 clamp(1.0625rem,.98rem + .35vw,1.1875rem)/1.65 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;text-rendering:optimizeLegibility;overflow-wrap:break-word}
a{color:var(--accent);text-decoration-thickness:.08em;text-underline-offset:.18em}
a:hover{color:var(--accent-ink);text-decoration-thickness:.14em}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:3px}
img{max-width:100%;height:auto;border-radius:.5rem}
h1,h2,h3,h4,h5,h6{line-height:1.2;text-wrap:balance;letter-spacing:-.012em}
h1{font-size:clamp(1.9rem,1.35rem + 2.6vw,3.1rem);line-height:1.1;letter-spacing:-.025em;margin:0}
.skip{position:absolute;inset:0 auto auto 0;padding:.6rem 1rem;background:var(--ink);color:var(--paper);transform:translateY(-120%)}
.skip:focus{transform:none;z-index:1}
.masthead,.foot,.list,.missing,.article>*{width:100%;max-width:calc(var(--measure) + 2*var(--space));margin-inline:auto;padding-inline:var(--space)}
.masthead{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:.25rem 1.5rem;padding-block:1.25rem}
.masthead a{color:inherit;text-decoration:none;display:inline-block;padding-block:.4rem}
.masthead a:hover{text-decoration:underline}
.brand{font-weight:700;letter-spacing:-.01em}
.masthead .feed{color:var(--soft);font-size:.875rem}
.article{padding-block:clamp(1rem,4vw,3rem) 3rem}
.eyebrow{margin:0 0 .6rem;color:var(--accent);font-size:.8125rem;font-weight:650;letter-spacing:.06em;text-transform:uppercase}
.byline{margin:1rem 0 0;color:var(--soft);font-size:.9375rem}
.byline span{white-space:nowrap}
.article>.cover{max-width:calc(52rem + 2*var(--space));margin-block:clamp(1.5rem,4vw,2.5rem) 0}
.cover img{display:block;width:100%;background:var(--raised)}
.body{padding-block:clamp(1.25rem,3vw,2rem) 0}
.body>:first-child{margin-top:0}
.body h2{font-size:clamp(1.4rem,1.2rem + .9vw,1.75rem);margin:2.2em 0 .6em}
.body h3{font-size:1.2em;margin:1.9em 0 .5em}
.body h4,.body h5,.body h6{font-size:1em;margin:1.7em 0 .4em}
.body p,.body ul,.body ol,.body dl{margin:0 0 1.15em}
.body ul,.body ol{padding-inline-start:1.4em}
.body li+li{margin-top:.35em}
.body li::marker{color:var(--soft)}
.body .contains-task-list{list-style:none;padding-inline-start:.2em}
.body blockquote{margin:1.6em 0;padding:.1em 0 .1em 1.2em;border-inline-start:3px solid var(--accent);color:var(--soft)}
.body blockquote>:last-child{margin-bottom:0}
.body figure{margin:1.8em 0}
.body figcaption{margin-top:.6em;color:var(--soft);font-size:.875em}
.body code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--raised);padding:.12em .35em;border-radius:.3em}
.body pre{margin:1.5em 0;padding:1rem 1.1rem;overflow-x:auto;background:var(--raised);border:1px solid var(--line);border-radius:.5rem;line-height:1.5}
.body pre code{padding:0;background:none;font-size:.85em}
.body table{display:block;max-width:100%;overflow-x:auto;border-collapse:collapse;margin:1.6em 0;font-size:.9375em;font-variant-numeric:tabular-nums}
.body th,.body td{padding:.55em .9em;border-bottom:1px solid var(--line);text-align:start;vertical-align:top}
.body th{font-weight:650;border-bottom-color:var(--soft);white-space:nowrap}
.body th[align=right],.body td[align=right]{text-align:end}
.body th[align=center],.body td[align=center]{text-align:center}
.body hr{border:0;border-top:1px solid var(--line);margin:2.5em auto;width:6rem}
.body details{margin:1.4em 0;padding:.7em 1em;border:1px solid var(--line);border-radius:.5rem}
.body summary{cursor:pointer;font-weight:600}
.body mark{background:var(--mark);color:inherit}
.body .footnotes{margin-top:3em;padding-top:1em;border-top:1px solid var(--line);font-size:.875em}
.sr-only{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.tags{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;margin-block:2rem 0}
.tags li{padding:.2rem .7rem;border-radius:99px;background:var(--raised);color:var(--soft);font-size:.875rem}
.related{margin-block:2.75rem 0}
.related div{border-top:1px solid var(--line);padding-top:1.5rem}
.related h2{font-size:1.1rem;margin:0 0 .5rem}
.related ul{list-style:none;margin:0;padding:0}
.related a{display:block;padding-block:.5rem}
.intro{padding-block:clamp(1rem,5vw,3rem) clamp(1rem,3vw,2rem)}
.intro p{margin:.8rem 0 0;color:var(--soft);font-size:1.1em;text-wrap:pretty}
.cards{list-style:none;margin:0;padding:0}
.card{position:relative;display:grid;gap:.9rem;padding-block:clamp(1.5rem,4vw,2rem);border-top:1px solid var(--line)}
.card h2{font-size:clamp(1.2rem,1.1rem + .6vw,1.45rem);margin:0}
.card h2 a{color:inherit;text-decoration:none}
.card h2 a::after{content:"";position:absolute;inset:0}
.card:hover h2 a{text-decoration:underline;text-decoration-color:var(--accent)}
.card p{margin:.5rem 0 0}
.card .eyebrow{margin:0 0 .35rem;font-size:.75rem}
.card .when{color:var(--soft);font-size:.875rem}
.card img{display:block;width:100%;height:auto;background:var(--raised)}
@media (min-width:42rem){:is(.masthead,.list,.foot):is(.wide *){max-width:calc(54rem + 2*var(--space))}.card.pictured{grid-template-columns:minmax(0,1fr) 15rem;gap:2rem;align-items:start}.card.pictured img{order:2}}
.pages{display:flex;justify-content:space-between;align-items:center;gap:1rem;padding-block:1.25rem 2.5rem;border-top:1px solid var(--line);font-size:.9375rem}
.pages a{padding-block:.5rem}
.pages span{color:var(--soft)}
.missing{padding-block:clamp(3rem,12vw,7rem)}
.foot{padding-block:1.5rem 3rem;color:var(--soft)}
.foot p{font-size:.875rem;border-top:1px solid var(--line);margin:0;padding-top:1.5rem}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{.skip,.masthead .feed,.related,.pages{display:none}body{font-size:11pt}a{color:inherit}}
`.replaceAll("\n", "");
