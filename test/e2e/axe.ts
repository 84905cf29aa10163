import axe, { type NodeResult, type Result } from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe found in one look at a page. */
export interface Audit {
  /** One line a violation: its rule, and the elements. */
  violations: string[]
  /** What axe cannot decide by itself, in the same form. */
  incomplete: string[]
  /** How many rules applied to something. */
  rules: number
  /** How many elements they looked at, each counted once. */
  elements: number
}

/** @returns the violations of an `audit` */
export const findViolations = async (page: Page, part?: string): Promise<string[]> =>
  (await audit(page, part)).violations

/**
 * Runs axe over a part of the page, shadow roots included; frames are strangers' mails.
 *
 * In a world of its own: the page's Content-Security-Policy does not reach there, and stays as it is.
 *
 * @param part a selector; the whole page unless said otherwise
 */
export async function audit(page: Page, part = 'html'): Promise<Audit> {
  const session = await page.context().newCDPSession(page)
  try {
    const { frameTree } = await session.send('Page.getFrameTree')
    // The same one again, as long as the page is the same.
    const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'axe',
    })
    const there = await session.send('Runtime.evaluate', { expression: 'typeof axe', contextId })
    if (there.result.value === 'undefined')
      await session.send('Runtime.evaluate', { expression: axe.source, contextId })
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: `(${run})(${JSON.stringify(part)})`,
      contextId,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  } finally {
    await session.detach()
  }
}

/** Runs in the page. */
async function run(part: string): Promise<Audit> {
  const { violations, incomplete, passes } = await (globalThis as unknown as { axe: typeof axe }).axe.run(
    part,
    {
      iframes: false,
      elementRef: true,
      // Of WCAG 2.2, and off unless asked for.
      rules: { 'target-size': { enabled: true } },
    },
  )
  const why = ({ any, all, none }: NodeResult) => [...any, ...all, ...none][0]?.message ?? ''
  const told = (results: Result[]) =>
    results.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes.map(node => `${node.target.flat().join(' ')} (${why(node)})`).join('; ')}`,
    )
  const all = [...violations, ...incomplete, ...passes]
  return {
    violations: told(violations),
    incomplete: told(incomplete),
    rules: all.length,
    elements: new Set(all.flatMap(({ nodes }) => nodes.map(({ element }) => element))).size,
  }
}
