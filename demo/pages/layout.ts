import { type Html, html } from '../html.ts'
import type { SetUp } from '../reachproof.config.ts'
import type { Texts } from '../texts/en.ts'
import { type Language, languages } from '../texts/languages.ts'
import { shelf } from './shelf.ts'

/** What every page is drawn with. */
export interface Look {
  language: Language
  theme: 'light' | 'dark' | null
  /** The page's own path, for the language links and the navigation. */
  path: string
  site: { sitekey: string; api: string }
  /** For the phone's panel: what plays the providers. */
  behind: {
    setUp: SetUp
    /** Keys of the sites. */
    setUps: readonly string[]
    scenarios: { ids: readonly string[]; current: string } | null
  }
}

export const textsOf = (look: Look): Texts => languages[look.language]

/** A whole document. `phone` and `widget` bring what those need. */
export function layout(
  look: Look,
  page: { title: string; main: Html; phone?: Html; widget?: boolean },
): string {
  const t = textsOf(look)
  const link = (path: string, name: string) =>
    html`<li><a href="${path}" ${look.path === path && html`aria-current="page"`}>${name}</a></li>`

  return html`<!doctype html>
<html lang="${look.language}" dir="${t.direction}" ${look.theme && html`data-theme="${look.theme}"`}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${page.title} · Saltmarsh Books</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/style.css">
    <script type="module" src="/page.js"></script>
    ${page.widget && html`<script async src="${look.site.api}/w/v1/reach-proof.js"></script>`}
  </head>
  <body class="${page.phone ? 'with-phone' : ''}">
    <a class="skip" href="#main">${t.bar.skip}</a>
    <section class="bar" aria-label="${t.bar.demo}">
      <a class="bar-name" href="/">${t.bar.demo}</a>
      <nav aria-label="${t.bar.pages}">
        <ul>
          ${link('/', t.bar.signup)}${link('/checkout', t.bar.checkout)}${link('/account', t.bar.account)}
          <li><a href="/studio">${t.bar.studio}</a></li>
        </ul>
      </nav>
      <div class="bar-switches">
        <ul class="bar-languages" aria-label="${t.bar.language}">
          ${Object.entries(languages).map(
            ([tag, texts]) => html`
          <li><a href="${look.path}?lang=${tag}" lang="${tag}" hreflang="${tag}" title="${texts.name}"
            ${tag === look.language && html`aria-current="true"`}>${tag === 'ar' ? 'ع' : tag.toUpperCase()}</a></li>`,
          )}
        </ul>
        <button type="button" class="bar-theme" data-theme-switch aria-label="${t.bar.theme}" title="${t.bar.theme}">
          <svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="6.5"/><path d="M10 3.5a6.5 6.5 0 0 1 0 13z"/></svg>
        </button>
      </div>
    </section>
    <div class="page">
      <div class="shop">
        <header class="shop-head">
          <p class="wordmark"><a href="/">Saltmarsh<span> Books</span></a></p>
          <p class="tagline">${t.shop.tagline}</p>
          ${shelf}
        </header>
        <main id="main" tabindex="-1">${page.main}</main>
        <footer class="shop-foot"><p>${t.shop.foot}</p></footer>
      </div>
      ${page.phone}
    </div>
  </body>
</html>
`.toString()
}
