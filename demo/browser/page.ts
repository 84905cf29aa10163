import { startPhone } from './phone.ts'

const root = document.documentElement

document.querySelector('[data-theme-switch]')?.addEventListener('click', () => {
  const theme = isDark() ? 'light' : 'dark'
  root.dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in older browsers
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`
})

function isDark(): boolean {
  if (root.dataset.theme) return root.dataset.theme === 'dark'
  return matchMedia('(prefers-color-scheme: dark)').matches
}

const phone = document.querySelector<HTMLElement>('#phone')
if (phone) startPhone(phone)

// A reload, another language or the back button keep what was typed. The tag keeps its own part by itself.
const form = document.querySelector<HTMLFormElement>('.form')
const inputs = [...(form?.querySelectorAll<HTMLInputElement>('.field input') ?? [])]
const draftKey = `draft:${form?.getAttribute('action')}`
const draft: Record<string, string> = JSON.parse(sessionStorage.getItem(draftKey) ?? '{}')
for (const input of inputs) input.value ||= draft[input.name] ?? ''
form?.addEventListener('input', () => {
  const typed = Object.fromEntries(inputs.map(input => [input.name, input.value]))
  sessionStorage.setItem(draftKey, JSON.stringify(typed))
})
const sent = document.querySelector<HTMLElement>('[data-sent]')?.dataset.sent
if (sent) sessionStorage.removeItem(`draft:${sent}`)
