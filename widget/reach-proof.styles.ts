import { css } from 'lit'

/**
 * The look. Lengths in `em`, so that a page's `html{font-size:62.5%}` changes nothing; colours by `light-dark()`,
 * so that the page's own colour scheme decides; sides by logical properties, so that right-to-left needs no twin.
 * The reset stands on `.base`: a page rule as weak as `*{letter-spacing:…}` reaches the host, but not further.
 */
export const styles = css`
:host{
  --_c:var(--reachproof-color,light-dark(#1a1a1a,#f2f2f2));
  --_m:var(--reachproof-muted-color,light-dark(#595959,#b3b3b3));
  --_b:var(--reachproof-border-color,light-dark(#767676,#8a8a8a));
  --_g:var(--reachproof-control-background,light-dark(#fff,#17181a));
  --_a:var(--reachproof-accent-color,light-dark(#0b5cad,#6cb2ff));
  --_o:var(--reachproof-on-accent-color,light-dark(#fff,#08131f));
  --_e:var(--reachproof-error-color,light-dark(#b00020,#ff8a80));
  --_k:var(--reachproof-success-color,light-dark(#0a6b2d,#7bd88f));
  --_r:var(--reachproof-radius,8px);
  --_h:var(--reachproof-control-height,max(44px,2.75em));
  --_s:var(--reachproof-space,.75em);
  display:block;
  position:relative;
  container-type:inline-size;
  width:100%;
  min-width:min(15em,240px);
  max-width:var(--reachproof-max-width,40em);
  min-height:var(--reachproof-min-height,0);
  font-size:max(13px,1em);
}
:host([hidden]){display:none}
:host([theme=light]){color-scheme:light}
:host([theme=dark]){color-scheme:dark}
.base{
  max-width:var(--reachproof-max-width,26em);
  color:var(--_c);
  font:var(--reachproof-font,inherit);
  line-height:1.5;
  letter-spacing:normal;
  word-spacing:normal;
  text-transform:none;
  text-align:start;
  text-indent:0;
  text-shadow:none;
  -webkit-user-select:text;
  user-select:text;
  white-space:normal;
  overflow-wrap:anywhere;
  word-break:normal;
  hyphens:manual;
  cursor:auto;
  font-variant-numeric:tabular-nums;
}
.base:has(figure){max-width:none}
.base>*{animation:in .16s}
*{box-sizing:border-box;margin:0;padding:0}
.spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}

.base,.g,.cols,.cols>div,.pair,ol{display:flex;flex-direction:column;gap:var(--_s)}
.g{gap:calc(var(--_s)/2)}
.line,.links,.b,.row,.note,.alert,small{display:flex;align-items:center;gap:.5em}
.note,.alert{align-items:start}
.links{flex-wrap:wrap;gap:0 1.5em}
.links:not(:has(*)){display:none}
.row>.i+*,.pair>*,.cols>div{flex:1}
.grow{flex:1 70%}

small,.note{font-size:max(13px,.875em);color:var(--_m)}
.note{min-height:1.5em}
b,h2,.b,label{font-weight:600}
h2{font-size:1.125em;line-height:1.3}
.i{flex:none;width:1.25em;height:1.25em;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.note[part=error],.alert>.i{color:var(--_e)}
:is(.note,.alert)>.i{margin-top:.125em}
:focus-visible{outline:var(--reachproof-focus-ring,2px solid var(--_a));outline-offset:2px}
[tabindex]{border-radius:.25em}

button,input,select,a{font:inherit;color:inherit;text-align:inherit;text-decoration:none;border:0;background:none}
button,select{position:relative;cursor:pointer}
:disabled,a:not([href]){opacity:.55;cursor:default}
.b,.row,.f{min-height:var(--_h);width:100%;padding:.5em 1em;border:1px solid var(--_b);border-radius:var(--_r);background:var(--_g);line-height:1.3}
.b{justify-content:center;text-align:center}
.p{background:var(--_a);border-color:var(--_a);color:var(--_o)}
.n{white-space:nowrap}
slot>bdi{align-self:start}
.line>bdi,.line>.l{flex:none}
.row{gap:var(--_s);border-color:#8885}
.row .i{color:var(--_m)}
.next:has(+.ring),.due>.l:not(:focus){visibility:hidden}
[dir=ltr] .back .i,[dir=rtl] :is(.send,.row>.next){scale:-1 1}
.back{flex:none;width:44px;height:44px;margin:-.5em -12px;line-height:0;text-align:center}
.l{padding:max(0px,18px - .75em) 0;color:var(--_a);text-decoration:underline;text-underline-offset:.2em}
.l:has([aria-hidden]){color:var(--_m);text-decoration:none}
p>.l{padding:0}
.ring{position:absolute;inset-inline-end:.6em;top:calc(50% - .5em);width:1em;height:1em;border:2px solid;border-radius:50%;clip-path:inset(0 0 25%);animation:in .1s .15s both,turn .8s linear infinite}
.l .ring{inset-inline-end:-1.5em;font-size:.75em}

.f{font-size:max(16px,1em)}
select.f{padding-inline-end:.25em;text-overflow:ellipsis}
[aria-invalid=true]{border-color:var(--_e);box-shadow:inset 0 0 0 1px var(--_e)}
form>.b{margin-top:calc(var(--_s)/2)}
.ask>.note{min-height:3em}
.code{height:2.2em;min-height:0;padding:0 0 0 .35em;font-size:max(16px,min(1.75em,12cqi));letter-spacing:.35em;text-align:center}
.six{
  --_w:calc(6ch + 1.75em);
  padding-left:calc(50% - var(--_w)/2);
  text-align:left;
  background:repeating-linear-gradient(90deg,var(--_b) 0 1ch,#0000 0 calc(1ch + .35em)) 50% 80%/var(--_w) 1px no-repeat var(--_g);
}

ol{list-style:none;gap:calc(var(--_s)*1.5)}
li{position:relative;counter-increment:s;padding-inline-start:2.25em}
li label{font-weight:400}
li::before,.done>.i{position:absolute;inset-inline-start:0;width:1.5em;height:1.5em;border:1px solid #8885;border-radius:50%;text-align:center;font-size:.875em;font-weight:600;color:var(--_m)}
li::before{content:counter(s)}
.done::before{visibility:hidden}
.done>.i{padding:.15em}
.done>.i,.result>.i{border-color:var(--_k);color:var(--_k)}
li:not(:last-child)::after{content:"";position:absolute;top:1.7em;bottom:-.85em;inset-inline-start:.65em;border-inline-start:1px solid #8885}
.bubble{flex:1;padding:.375em 1em;border:1px solid #8885;border-radius:1.25em;border-end-end-radius:.25em;background:#8881}
.disc{padding:.5em;line-height:0;border-radius:50%;background:var(--_m);color:var(--_g)}
.dot{flex:none;width:.5em;height:.5em;margin:.5em 0;border-radius:50%;background:var(--_a);animation:breathe 2s 2 alternate}
.cols>div>.note{gap:1.57em;padding-inline-start:.5em}

.alert,.result,.hand{padding:var(--_s);border-radius:var(--_r)}
.alert{background:#f001}
.alert .links{margin-bottom:-.5em}
.result{padding-block:calc(var(--_s)/2);background:#0a01}
.result>.i{animation:draw .32s}
.help{padding-top:var(--_s);border-top:1px solid #8885}
.hand{gap:var(--_s);max-width:26em;background:#8881}
.hand .line,.result{flex-wrap:wrap}
.qr{max-width:100%;border-radius:var(--_r);box-shadow:0 0 0 1px #8885;background:#fff;forced-color-adjust:none}
.bone{height:var(--_h);border-radius:var(--_r);background:#8883}
.bone:first-child{height:1.5em;width:60%}

@container (max-width:17em){.b .i{display:none}.b{padding-inline:.5em}.b .ring{inset:.25em .25em auto auto;font-size:.6em}}
@container (min-width:24em){.pair{flex-direction:row}}
@container (min-width:30em){.cols{flex-direction:row;gap:calc(var(--_s)*2)}}
@media (hover:hover){.b:hover,.row:hover{filter:brightness(.95)}}
@media (forced-colors:active){:focus-visible{outline-color:Highlight}.i{color:inherit!important}.alert,.result{border:1px solid}}
@media (prefers-reduced-motion:reduce){.base *{animation:none!important}}
@keyframes in{from{opacity:0;translate:0 4px}}
@keyframes turn{to{rotate:1turn}}
@keyframes breathe{to{opacity:.25}}
@keyframes draw{from{clip-path:inset(0 100% 0 0)}}
`
