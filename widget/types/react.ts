import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { ReachProof } from '../reach-proof.ts'
import type { ReachProofAttributes, ReachProofEvents } from './attributes.ts'

// `import 'reachproof/react'` makes React 19 know <reach-proof>.

/** React listens to whatever stands behind `on`, letter by letter. */
type Listeners = {
  [Name in keyof ReachProofEvents as `on${Name}`]?: (event: ReachProofEvents[Name]) => void
}

type Everywhere = DetailedHTMLProps<HTMLAttributes<ReachProof>, ReachProof>

/** What `<reach-proof>` takes in JSX: its own, and everything that any element takes. */
export type ReachProofProps = Omit<Everywhere, keyof ReachProofAttributes> &
  ReachProofAttributes &
  Listeners & {
    /** React leaves both as they are on a custom element. */
    class?: string
  }

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'reach-proof': ReachProofProps
    }
  }
}
