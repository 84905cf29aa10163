import type { HTMLAttributes } from 'svelte/elements'
import type { ReachProof } from '../reach-proof.ts'
import type { ReachProofAttributes, ReachProofEvents } from './attributes.ts'

// `import 'reachproof/svelte'` makes Svelte 5 know <reach-proof>.

type Listeners = {
  [Name in keyof ReachProofEvents as `on${Name}`]?: ((event: ReachProofEvents[Name]) => void) | null
}

/** What `<reach-proof>` takes in a component: its own, and everything that any element takes. */
export type ReachProofProps = Omit<HTMLAttributes<ReachProof>, keyof ReachProofAttributes> &
  ReachProofAttributes &
  Listeners

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'reach-proof': ReachProofProps
  }
}
