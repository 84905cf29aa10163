import type { ThemeName } from './themes.ts'

const form = `
  form { display: grid }
  .field { display: grid; gap: .5em }
  .own { box-sizing: border-box; width: 100%; font: inherit; color: inherit; text-align: start }
  button.own { text-align: center }`

/** The page around each theme, as sites that look so write it: one field and one button of its own. */
export const forms: Record<ThemeName, string> = {
  bootstrap: `${form}
    body { font: 16px/1.5 system-ui, sans-serif; color: light-dark(#212529, #dee2e6) }
    .own { padding: .375rem .75rem; border: 1px solid light-dark(#dee2e6, #495057); border-radius: .375rem; background: light-dark(#fff, #212529) }
    button.own { border-color: #6c757d; background: #6c757d; color: #fff }`,
  tailwind: `${form}
    body { font: 16px/1.5 Inter, system-ui, sans-serif; color: light-dark(#0f172a, #f1f5f9) }
    .field { font-weight: 600 }
    .own { padding: .5rem .75rem; border: 1px solid #64748b; border-radius: .375rem; background: light-dark(#fff, #0f172a); font-weight: 400 }
    button.own { border-color: light-dark(#0f172a, #f1f5f9); background: light-dark(#0f172a, #f1f5f9); color: light-dark(#fff, #0f172a); font-weight: 600 }`,
  paper: `${form}
    body { font: 17px/1.5 "Iowan Old Style", "Palatino Linotype", Palatino, P052, Georgia, serif; color: light-dark(#2b231c, #f0e6d6) }
    .own { padding: .6em; border: 0; border-bottom: 1px solid light-dark(#857563, #9a8b77); background: light-dark(#fffdf8, #2a231c) }
    button.own { border: 1px solid; background: none }`,
  pill: `${form}
    body { font: 16px/1.5 ui-rounded, Nunito, system-ui, sans-serif; color: light-dark(#221b33, #f3effc) }
    .field { font-weight: 600 }
    .own { min-height: 3.375em; padding: .5em 1em; border: 1px solid light-dark(#877ca3, #8d82ab); border-radius: 1.25em; background: light-dark(#f6f3fd, #251f36); font-weight: 400 }
    button.own { border: 0; border-radius: 99em; background: light-dark(#e4dbfa, #362a55); font-weight: 600 }`,
  ink: `${form}
    body { font: 16px/1.5 Helvetica, Arial, sans-serif }
    .field { font-weight: 600 }
    .own { min-height: 3em; padding: .5em 1em; border: 2px solid; background: none; font-weight: 400 }
    button.own { font-weight: 700 }`,
  terminal: `${form}
    body { font: 15px/1.5 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; color: light-dark(#1c2321, #d5e4da) }
    .field { font-weight: 600 }
    .own { min-height: 44px; padding: .5em; border: 1px solid light-dark(#73827c, #66786f); background: light-dark(#fff, #0a0f0c); font-size: 16px; font-weight: 400 }
    button.own { font-size: 15px; font-weight: 600 }`,
}
