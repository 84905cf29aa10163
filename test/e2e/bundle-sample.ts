import { fileURLToPath } from 'node:url'
import { compile as compileSvelte } from 'svelte/compiler'
import { build, type Plugin } from 'vite'
import { compileScript, parse } from 'vue/compiler-sfc'

/** A framework, with how it puts a component on a page. */
export const frameworks = {
  react: {
    file: 'react/SignUp.tsx',
    // StrictMode mounts everything twice.
    mount: `import { StrictMode, createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { SignUp } from 'sample'
createRoot(document.body).render(createElement(StrictMode, null, createElement(SignUp, { nonce: 'n-1' })))`,
  },
  vue: {
    file: 'vue/SignUp.vue',
    mount: `import { createApp } from 'vue'
import SignUp from 'sample'
createApp(SignUp, { nonce: 'n-1' }).mount(document.body)`,
  },
  svelte: {
    file: 'svelte/SignUp.svelte',
    mount: `import { mount } from 'svelte'
import SignUp from 'sample'
mount(SignUp, { target: document.body, props: { nonce: 'n-1' } })`,
  },
}

/** Compiles single files of Vue and Svelte as their plugins do, which would bring more than is needed here. */
const components: Plugin = {
  name: 'components',
  enforce: 'pre',
  transform(code, id) {
    if (id.endsWith('.vue')) {
      const isCustomElement = (tag: string) => tag === 'reach-proof'
      const { descriptor } = parse(code, { filename: id, templateParseOptions: { isCustomElement } })
      const { content } = compileScript(descriptor, { id: 'sample', inlineTemplate: true })
      return { code: content, moduleType: 'ts' }
    }
    if (id.endsWith('.svelte'))
      return { code: compileSvelte(code, { filename: id }).js.code, moduleType: 'js' }
  },
}

/** One script that puts a sample on a page. */
export function bundleSample(framework: keyof typeof frameworks): Promise<string> {
  const { file, mount } = frameworks[framework]
  return bundle(mount, { sample: fileURLToPath(new URL(`../samples/${file}`, import.meta.url)) })
}

/** A module with all that it imports in one script, as an application would be built: Lit and framework inside. */
export async function bundle(code: string, alias: Record<string, string> = {}): Promise<string> {
  const entry = 'virtual:entry'
  const result = await build({
    configFile: false,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { alias, conditions: ['browser', 'module', 'import', 'default'] },
    plugins: [
      {
        name: 'entry',
        resolveId: id => (id === entry ? `\0${entry}` : undefined),
        load: id => (id === `\0${entry}` ? code : undefined),
      },
      components,
    ],
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: entry, output: { format: 'es' } },
    },
  })
  const { output } = Array.isArray(result) ? result[0]! : (result as Exclude<typeof result, { on: unknown }>)
  return (output as { code: string }[])[0]!.code
}
