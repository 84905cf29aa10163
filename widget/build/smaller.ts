import { minify } from 'terser'
import type { Plugin } from 'vite'

/**
 * The names of members that only our own files use, so that they can be short. Left out is what the browser, the
 * server's answers, the page or the stored session also call so.
 */
const own = `
  announce arrival asked awaitHelp beforeDrawing busy byHandOpen byPage codeInput copied declared draw drawn
  endsAt epoch failures fieldError helpDue here lifeMinutes linkPressed moveFocus offer offered pickCountry
  poll proofEnds renewal renewing resendAt resendIn saved schedule selectCode spoken startAgain stateChanged
  submitContact toggleByHand toggleWays told updates useSender valueChanged ways waysOpen wrong
`.match(/\w+/g)!

/**
 * A second minifier after the first, which finds what that one leaves, and gives short names to members: 400 bytes of
 * what is sent.
 */
export function shorten(version: string): Plugin {
  return {
    name: 'shorten',
    async generateBundle(_, bundle) {
      const file = bundle['reach-proof.js']
      if (file?.type !== 'chunk') return
      const { code } = await minify(file.code, {
        ecma: 2022,
        mangle: { properties: { regex: new RegExp(`^(${own.join('|')})$`) } },
        format: { comments: /^!/ },
      })
      file.code = `/*! Reachproof ${version}, MIT */${code}\n`
    },
  }
}
