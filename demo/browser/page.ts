import { startPhone } from './phone.ts'
import { startThemeSwitch } from './theme-switch.ts'

startThemeSwitch()

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
