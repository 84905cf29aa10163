import type { EmitFn, HTMLAttributes, PublicProps } from 'vue'
import type { ReachProof } from '../reach-proof.ts'
import type { ReachProofAttributes, ReachProofEvents } from './attributes.ts'

// `import 'reachproof/vue'` makes Vue's language tools know <reach-proof>.

/** `reachproof-verified` is `onReachproofVerified` in props. */
type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Camel<Rest>}`
  : Capitalize<Name>

type Listeners = {
  [Name in keyof ReachProofEvents as `on${Camel<Name>}`]?: (event: ReachProofEvents[Name]) => void
}

/** What `<reach-proof>` takes in a template or in `h()`: its own, and everything that any element takes. */
export type ReachProofProps = Omit<HTMLAttributes, keyof ReachProofAttributes> &
  ReachProofAttributes &
  Listeners &
  PublicProps

type Emit = EmitFn<{ [Name in keyof ReachProofEvents]: (event: ReachProofEvents[Name]) => void }>

declare module 'vue' {
  interface GlobalComponents {
    'reach-proof': new () => ReachProof & { $props: ReachProofProps; $emit: Emit }
  }
}
