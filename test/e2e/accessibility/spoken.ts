import type { Page } from 'playwright-core'

/** One sentence in a live region. Empty: the region was emptied, which nobody hears. */
export interface Spoken {
  how: 'polite' | 'assertive'
  words: string
}

/** Keeps what is put into live regions of shadow roots, from their first moment on; goes before the page. */
export const keepSpoken = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const kept: Spoken[] = []
    const attach = Element.prototype.attachShadow
    Object.assign(globalThis, { kept })
    Element.prototype.attachShadow = function (init) {
      const root = attach.call(this, init)
      new MutationObserver(changes => {
        // A region is emptied and filled in one change or in two: what it says in the end is what is heard.
        const regions = new Set(
          changes.map(({ target }) =>
            (target as Element).closest?.('[role=status], [role=alert], [aria-live]'),
          ),
        )
        for (const region of regions)
          if (region)
            kept.push({
              how: region.matches('[role=alert], [aria-live=assertive]') ? 'assertive' : 'polite',
              words: region.textContent!.replace(/[\u2066\u2069]/g, ''),
            })
      }).observe(root, { subtree: true, childList: true, characterData: true })
      return root
    }
  })

/** Takes what was kept so far. */
export const spokenOn = (page: Page): Promise<Spoken[]> =>
  page.evaluate(() => (globalThis as unknown as { kept: Spoken[] }).kept.splice(0))
