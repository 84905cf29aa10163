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
  --_l:light-dark(#d9dce1,#3b3e44);
  --_t:light-dark(#f6f7f9,#26282c);
  display:block;box-sizing:border-box;container-type:inline-size;inline-size:100%;min-inline-size:min(15em,240px);
  max-inline-size:var(--reachproof-max-width,40em);min-block-size:var(--reachproof-min-height,auto);font-size:max(13px,1em)
}
:host([hidden]){display:none}
:host([theme=light]){color-scheme:light}
:host([theme=dark]){color-scheme:dark}
.base{
  font:var(--reachproof-font,inherit);line-height:1.5;letter-spacing:normal;word-spacing:normal;text-transform:none;
  text-align:start;text-indent:0;white-space:normal;cursor:auto;color:var(--_c);overflow-wrap:anywhere;
  max-inline-size:var(--reachproof-max-width,26em)
}
.wide{max-inline-size:none}
.base,.g,form,ol{display:flex;flex-direction:column;gap:var(--_s)}
.g{gap:calc(var(--_s)/2)}
.base>*{animation:in .16s}
*{box-sizing:border-box;margin:0}
p,ol,li,figure,button,input{padding:0}
button,input,select{font:inherit;color:inherit;letter-spacing:inherit}
button,a,select{cursor:pointer}
small,.note{font-size:max(13px,.875em);line-height:1.45;color:var(--_m)}
b,.h,.b,label{font-weight:600}
.h{font-size:1.125em;line-height:1.3}
.timer{font-variant-numeric:tabular-nums}
.i{flex:none;inline-size:1.25em;block-size:1.25em;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
:focus-visible{outline:var(--reachproof-focus-ring,2px solid var(--_a));outline-offset:2px}
:disabled,a:not([href]){opacity:.55;cursor:not-allowed}
[aria-disabled]{cursor:default}

.b,.row,.f{min-block-size:var(--_h);inline-size:100%;border:1px solid var(--_b);border-radius:var(--_r);background:var(--_g)}
.b{position:relative;display:flex;align-items:center;justify-content:center;gap:.5em;padding:.5em 2.25em;line-height:1.3;text-align:center;text-decoration:none;color:inherit}
.p{background:var(--_a);border-color:var(--_a);color:var(--_o)}
.row{position:relative;display:flex;align-items:center;gap:var(--_s);padding:.5em 1em;border-color:var(--_l);text-align:start;line-height:1.35}
.row>span:not(.ring){flex:1}
.row b,small{display:block}
.row .i{color:var(--_m)}
.row::after,.back::before{content:"";flex:none;inline-size:.5em;block-size:.5em;border:solid var(--_m);border-width:1.75px 0 0;border-inline-end-width:1.75px;rotate:45deg}
.back::before{border-width:0 0 1.75px;border-inline-start-width:1.75px;inline-size:.625em;block-size:.625em;border-color:inherit}
[dir=rtl] :is(.row::after,.back::before){rotate:-45deg}
.ring{position:absolute;inset-inline-end:.75em;inset-block-start:calc(50% - .5em);inline-size:1em;block-size:1em;border:2px solid;border-block-end-color:#0000;border-radius:50%;animation:in .1s .15s both,turn .8s linear infinite}
.l{position:relative;padding:max(0px,18px - .75em) 0;border:0;background:none;color:var(--_a);text-decoration:underline;text-underline-offset:.2em;text-align:start}
.l .ring{inset-inline-end:-1.25em}
.l[aria-label]{color:var(--_m);text-decoration:none}
p>.l{padding:0}
.links{display:flex;flex-wrap:wrap;column-gap:1.5em}
.head{display:flex;align-items:center;gap:.25em}
.back{display:grid;place-items:center;inline-size:44px;block-size:44px;margin:-8px -10px -8px -14px;border:0;background:none}

.f{padding-inline:.75em;font-size:max(16px,1em)}
[aria-invalid]{border-color:var(--_e);box-shadow:inset 0 0 0 1px var(--_e)}
.note{display:flex;gap:.4em;min-block-size:1.45em}
li label{font-weight:400}
.cols>div>.note{padding-inline-start:.1em;gap:1.1em}
form>.b{margin-block-start:calc(var(--_s)/2)}
.ask>.note{min-block-size:2.9em;margin-block-end:calc(var(--_s)/-2)}
.note .i{margin-block-start:.1em}
.e{color:var(--_e)}
.pair,.cols,.cols>div{display:flex;flex-direction:column;gap:var(--_s)}
.pair>*,form>label{min-inline-size:0}
.fixed>span{flex:none}
.fixed{display:flex;align-items:center;gap:.5em}
select{appearance:none;padding-inline-end:2em;text-overflow:ellipsis}
.drop{position:relative;display:block}
.drop::after{content:"";position:absolute;inset-inline-end:.9em;inset-block-start:calc(50% - .4em);inline-size:.45em;block-size:.45em;border:solid var(--_m);border-width:0 1.75px 1.75px 0;rotate:45deg;pointer-events:none}

.code{
  --_w:calc(var(--_n)*(1ch + .35em) - .35em);
  block-size:2.2em;min-block-size:0;font-size:max(16px,1.75em);font-variant-numeric:tabular-nums;letter-spacing:.35em;
  padding-inline:calc(50% - var(--_w)/2) 0;
  background:repeating-linear-gradient(90deg,var(--_b) 0 1ch,#0000 0 calc(1ch + .35em)) 50% calc(50% + .62em)/var(--_w) 1px no-repeat var(--_g)
}
.n1{text-align:center;padding-inline:.35em 0;background:var(--_g)}
.n4{--_n:4}.n5{--_n:5}.n6{--_n:6}.n7{--_n:7}.n8{--_n:8}

ol{list-style:none;counter-reset:s;gap:calc(var(--_s)*1.5)}
li{position:relative;padding-inline-start:2.25em}
li::before,.done>.i{position:absolute;inset-inline-start:0;inline-size:1.5em;block-size:1.5em;border:1px solid var(--_l);border-radius:50%;text-align:center;font-size:.875em;font-weight:600;line-height:1.6;color:var(--_m)}
li::before{counter-increment:s;content:counter(s)}
.done::before{visibility:hidden}
.done>.i,.result .i{color:var(--_k)}
.done>.i{border-color:var(--_k);padding:.15em}
li:not(:last-child)::after{content:"";position:absolute;inset-block:1.7em -.85em;inset-inline-start:.65em;border-inline-start:1px solid var(--_l)}
.bubble{display:flex;align-items:center;gap:.5em}
.bubble>:first-child{flex:1;padding:.375em 1em;border:1px solid var(--_l);border-radius:1.25em;border-end-end-radius:.25em;background:var(--_t)}
.send{flex:none;display:grid;place-items:center;inline-size:2.25em;block-size:2.25em;border-radius:50%;background:var(--_m);color:var(--_g)}
[dir=rtl] .send{scale:-1 1}
.dot{flex:none;inline-size:.5em;block-size:.5em;margin:.475em .5em;border-radius:50%;background:var(--_a);animation:breathe 2s ease-in-out infinite alternate}
.alert,.result{display:flex;gap:.6em;padding:var(--_s);border-radius:var(--_r)}
.alert{background:light-dark(#fdf1f2,#2a1716)}
.alert>.i,.result .i{margin-block-start:.125em}
.alert>.i{color:var(--_e)}
.result>.l,.copy>.l{flex:none}
.alert .links{margin-block-end:calc(var(--_s)*-.75)}
.result{align-items:center;justify-content:space-between;padding-block:0;background:light-dark(#eef7f0,#16261b)}
.result p{display:flex;gap:.6em;padding-block:var(--_s);font-weight:600}
.result path{stroke-dasharray:1;animation:draw .32s}
.help{padding-block-start:var(--_s);border-block-start:1px solid var(--_l)}
.hand{gap:var(--_s);max-inline-size:26em;padding:var(--_s);border-radius:var(--_r);background:var(--_t)}
.copy{display:flex;align-items:center;justify-content:space-between;gap:1em}
.qr{display:block;max-inline-size:100%;block-size:auto;border-radius:var(--_r);box-shadow:0 0 0 1px var(--_l);forced-color-adjust:none}
.bone{block-size:var(--_h);border-radius:var(--_r);background:var(--_t)}
.line{block-size:1.4625em;inline-size:60%}

@container (min-width:22em){.pair{flex-direction:row}.pair>*{flex:3}.pair>:first-child{flex:2}}
@container (min-width:30em){.cols{flex-direction:row;gap:calc(var(--_s)*2)}.cols>div{flex:1}}
@media (hover:hover){.p:hover,.b:hover{filter:brightness(.94)}.row:hover{background:var(--_t)}.l:hover{text-decoration-thickness:2px}}
@media (forced-colors:active){:focus-visible{outline-color:Highlight}.p,.alert,.result,.bubble{border:1px solid}}
@media (prefers-reduced-motion:reduce){.base *{animation:none}}
@keyframes in{from{opacity:0;translate:0 4px}}
@keyframes turn{to{rotate:1turn}}
@keyframes breathe{to{opacity:.25}}
@keyframes draw{from{stroke-dashoffset:1}}
`
