import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createElement, type FunctionComponent } from 'react'
import { renderToString } from 'react-dom/server'
import { compile as compileSvelte } from 'svelte/compiler'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'
import { compileScript, parse as parseVue } from 'vue/compiler-sfc'
import { readElement } from '../widget/build/read-element.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const sample = (path: string) => readFileSync(new URL(`samples/${path}`, import.meta.url), 'utf8')

/** Runs a module in a Node of its own, which knows of no browser. @returns what it printed */
const inNode = (code: string): string =>
  execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: root, encoding: 'utf8' })

describe('the types', () => {
  it('of React, Vue and Svelte fit right uses and refuse wrong ones', { timeout: 120_000 }, () => {
    const compiler = fileURLToPath(import.meta.resolve('typescript/package.json')).replace(
      'package.json',
      'bin/tsc',
    )
    const { stdout, status } = spawnSync(process.execPath, [compiler, '--project', 'test/samples'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  it('have every attribute of the element, and what is given only as a property', () => {
    const source = readFileSync(new URL('../widget/types/attributes.ts', import.meta.url), 'utf8')
    // biome-ignore lint/suspicious/noExplicitAny: a syntax tree
    const statements: any[] = parseSync('attributes.ts', source, { lang: 'ts' }).program.body
    const { body } = statements.map(it => it.declaration).find(it => it?.id.name === 'ReachProofAttributes')
    const typed = body.body.map(
      ({ key }: { key: { name?: string; value?: string } }) => key.name ?? key.value,
    )

    const { attributes, properties } = readElement()
    const own = properties.filter(it => !it.attribute && !it.readonly).map(({ name }) => name)
    // Every element has a language.
    const names = attributes.map(({ name }) => name).filter(name => name !== 'lang')
    expect(typed.sort()).toEqual([...names, ...own].sort())
  })
})

describe('the sample', () => {
  it('of Vue compiles', () => {
    const source = sample('vue/SignUp.vue')
    const isCustomElement = (tag: string) => tag === 'reach-proof'
    const { descriptor, errors } = parseVue(source, {
      filename: 'SignUp.vue',
      templateParseOptions: { isCustomElement },
    })
    expect(errors).toEqual([])
    const { content } = compileScript(descriptor, { id: 'sample', inlineTemplate: true })
    expect(content).toContain('"session-nonce": __props.nonce')
    expect(content).toContain('onReachproofVerified')
  })

  it('of Svelte compiles, without a warning', () => {
    const { js, warnings } = compileSvelte(sample('svelte/SignUp.svelte'), { filename: 'SignUp.svelte' })
    expect(warnings).toEqual([])
    expect(js.code).toContain("'reachproof-verified'")
  })

  it('of React is drawn on a server, with the attributes that HTML knows', async () => {
    // Named at run time: to the compiler it belongs to another project.
    const file = fileURLToPath(new URL('samples/react/SignUp.tsx', import.meta.url))
    const { SignUp }: { SignUp: FunctionComponent<{ nonce: string }> } = await import(file)
    const html = renderToString(createElement(SignUp, { nonce: 'n-1' }))
    const [, tag] = /<reach-proof ([^>]*)>/.exec(html)!
    expect(tag).toContain('session-nonce="n-1"')
    expect(tag).toContain('sitekey="site_example"')
    expect(tag).toContain('required=""')
  })
})

describe('the module', () => {
  it('can be imported where there is no browser, and registers nothing there', () => {
    expect(
      inNode(`
        import { ReachProof } from 'reachproof/widget'
        ReachProof.define()
        console.log(ReachProof.version, typeof ReachProof.prototype.verify, typeof globalThis.document)
      `),
    ).toBe('1.0.0 function undefined\n')
  })

  it('is what the file of that name is', () => {
    expect(
      inNode(`
        import * as entry from 'reachproof/widget'
        import * as file from './dist/widget/reach-proof.module.js'
        console.log(entry === file, Object.keys(entry).join())
      `),
    ).toBe('true ReachProof\n')
  })

  it.each(['react', 'vue', 'svelte'])('with the types of %s brings nothing that runs', name => {
    expect(inNode(`console.log(JSON.stringify(await import('reachproof/${name}')))`)).toBe('{}\n')
  })
})
