/**
 * Tabs by their roles: one of them in the tab order, arrow keys between them.
 *
 * @param changed told of the panel's id when a visitor chose another
 * @returns opens a panel
 */
export function startTabs(list: HTMLElement, changed: (id: string) => void): (id: string) => void {
  const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')]
  const panelOf = (tab: HTMLElement): string => tab.getAttribute('aria-controls')!

  function open(id: string): void {
    for (const tab of tabs) {
      const chosen = panelOf(tab) === id
      tab.ariaSelected = String(chosen)
      tab.tabIndex = chosen ? 0 : -1
      document.getElementById(panelOf(tab))!.hidden = !chosen
    }
  }

  function choose(tab: HTMLElement): void {
    open(panelOf(tab))
    changed(panelOf(tab))
  }

  for (const tab of tabs) tab.addEventListener('click', () => choose(tab))
  list.addEventListener('keydown', e => {
    const at = tabs.indexOf(e.target as HTMLElement)
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }
    const tab = tabs.at((steps[e.key] ?? Number.NaN) % tabs.length)
    if (!(e.key in steps) || !tab) return
    e.preventDefault()
    tab.focus()
    choose(tab)
  })
  return open
}
