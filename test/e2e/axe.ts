import axe from 'axe-core'
import type { Page } from 'playwright-core'

/**
 * Runs axe over a part of the page, shadow roots included; frames are strangers' mails.
 *
 * In a world of its own: the page's Content-Security-Policy does not reach there, and stays as it is.
 *
 * @param part a selector; the whole page unless said otherwise
 * @returns one line a violation: its rule, and the elements
 */
export async function findViolations(page: Page, part = 'html'): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  try {
    const { frameTree } = await session.send('Page.getFrameTree')
    const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'axe',
    })
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
async function run(part: string): Promise<string[]> {
  const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(part, {
    iframes: false,
    resultTypes: ['violations'],
  })
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes.map(node => `${node.target.flat().join(' ')} (${node.any[0]?.message ?? ''})`).join('; ')}`,
  )
}
