import { render } from 'lit'
import { ar } from '../../../server/texts/ar.ts'
import { en } from '../../../server/texts/en.ts'
import { fixtures, told } from '../../../widget/fixtures.ts'
import type { Model } from '../../../widget/model.ts'
import { styles } from '../../../widget/reach-proof.styles.ts'
import { draw } from '../../../widget/views/index.ts'

// Runs in a page: every fixture in a `<reach-proof>` of its own, for style sheets that are written for the real one.

class Plate extends HTMLElement {
  declare model: Model

  connectedCallback(): void {
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [styles.styleSheet!]
    render(
      draw(
        this.model,
        told(() => {}),
      ),
      root,
    )
  }
}
customElements.define('reach-proof', Plate)

const arabic = document.documentElement.lang === 'ar'
for (const { screen, name, model } of arabic
  ? fixtures({ texts: ar.widget, language: 'ar', direction: 'rtl' })
  : fixtures({ texts: en.widget, language: 'en', direction: 'ltr' })) {
  const plate = new Plate()
  plate.title = `${screen}: ${name}`
  plate.model = model
  document.body.append(plate)
}
