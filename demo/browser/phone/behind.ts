import { element } from './element.ts'

/** The panel behind the scenes: which providers the shop has, and what one of them plays. */
export function createBehind() {
  const panel = element<HTMLDetailsElement>('data-behind')
  // Choosing a set-up loads the page again; whoever opened the panel is still there.
  panel.open = sessionStorage.getItem('behind') === 'open'
  panel.addEventListener('toggle', () => sessionStorage.setItem('behind', panel.open ? 'open' : 'shut'))

  element('data-setup').addEventListener('change', () =>
    element<HTMLFormElement>('data-setup-form').requestSubmit(),
  )

  const select = document.querySelector<HTMLSelectElement>('[data-scenario]')

  function drawWhat(): void {
    element('data-scenario-what').textContent = select?.selectedOptions[0]?.dataset.what ?? ''
  }
  select?.addEventListener('change', async () => {
    drawWhat()
    await fetch('/phone/scenario', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scenario: select.value }),
    }).catch(() => null)
  })

  return {
    /** Somebody chose a scenario, here or on another page. */
    show(scenario: string): void {
      if (!select || select.value === scenario) return
      select.value = scenario
      drawWhat()
    },
  }
}
