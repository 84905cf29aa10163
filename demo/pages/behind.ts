import { type Html, html } from '../html.ts'
import { type Look, textsOf } from './layout.ts'

/** The panel that says what plays the providers, and lets it be changed. */
export function renderBehind(look: Look): Html {
  const t = textsOf(look).behind
  const { setUp, setUps, scenarios } = look.behind

  const choice = (options: {
    id: string
    label: string
    /** Without a name it goes into no form. */
    name?: string
    mark: string
    known: readonly string[]
    current: string
    words: Record<string, { name: string; what: string }>
    /** What choosing does, beside what is chosen. */
    hint?: string
  }): Html => html`
      <div class="behind-choice">
        <label for="${options.id}">${options.label}</label>
        <span class="drop"><select id="${options.id}" autocomplete="off" ${options.name && html`name="${options.name}"`} data-${options.mark} aria-describedby="${options.id}-what">
          ${options.known.map(id => html`<option value="${id}" data-what="${options.words[id]?.what ?? ''}" ${id === options.current && html`selected`}>${options.words[id]?.name ?? id}</option>`)}
        </select></span>
        <p class="behind-what" id="${options.id}-what" data-${options.mark}-what aria-live="polite">${options.words[options.current]?.what} ${options.hint}</p>
      </div>`

  return html`
    <details class="behind" data-behind>
      <summary>${t.title}</summary>
      <form method="post" action="/set-up" data-setup-form>
        <input type="hidden" name="page" value="${look.path}">
        ${choice({ id: 'set-up', label: t.setUp, name: 'setup', mark: 'setup', known: setUps, current: setUp.key, words: t.setUps, hint: t.reloads })}
      </form>
      ${
        scenarios &&
        setUp.types.has('zadarma') &&
        choice({
          id: 'scenario',
          label: t.scenario,
          mark: 'scenario',
          known: scenarios.ids,
          current: scenarios.current,
          words: t.scenarios,
        })
      }
      <p class="phone-note">${t.lead}</p>
    </details>`
}
