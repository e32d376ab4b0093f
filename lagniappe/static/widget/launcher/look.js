// A constructed sheet in a shadow root: the host page's styles and its content policy
// cannot touch it, and it cannot touch the page.
export const sheet = new CSSStyleSheet();

sheet.replaceSync(`
:host{all:initial;position:fixed;z-index:2147483000;inset-block-end:20px;inset-inline-${brand.position}:20px;font:16px/1.4 system-ui,sans-serif}
@media print{:host{display:none}}
button{all:unset;box-sizing:border-box;cursor:pointer}
button:focus-visible{outline:3px solid ${brand.ring};outline-offset:3px;box-shadow:0 0 0 3px #fff}
.mark{display:grid;place-items:center;inline-size:60px;block-size:60px;border-radius:50%;background:${brand.colour};color:${brand.ink};box-shadow:0 8px 24px #2a1c0e4d;transition:transform .14s ease-out}
.mark:hover{transform:translateY(-2px)}
svg{inline-size:28px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.count{position:absolute;inset-block-start:-4px;inset-inline-end:-4px;min-inline-size:10px;padding-inline:6px;border-radius:12px;background:#a8322a;color:#fff;font:600 13px/22px system-ui;text-align:center}
.card,iframe{position:absolute;inset-block-end:76px;inset-inline-${brand.position}:0;border-radius:16px;background:#fffdf9;box-shadow:0 10px 40px #2a1c0e3d;animation:in .14s ease-out}
.card{inline-size:max-content;max-inline-size:min(280px,calc(100vw - 40px));display:flex;color:#2b231b}
.hello{padding:14px 16px;padding-inline-end:0;white-space:pre-line}
.later{block-size:44px;padding-inline:16px;font-size:22px}
iframe{inline-size:380px;block-size:min(640px,calc(100dvh - 116px));border:0}
[hidden]{display:none}
@keyframes in{from{opacity:0;transform:translateY(8px)}}
@media(prefers-reduced-motion){*{animation:none!important;transition:none!important}}
@media(forced-colors:active){button,.count,iframe{border:1px solid}}
@media(max-width:480px),(max-height:480px){iframe{position:fixed;inset:0;inline-size:100%;block-size:100%;border-radius:0}.mark[aria-expanded=true]{display:none}}
`);
