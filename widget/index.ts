/** The widget for those who bundle: `ReachProof.define()` registers `<reach-proof>`. Can be imported anywhere. */
export type { Problem, Session } from './client.ts'
export type { Details, Verified } from './events.ts'
export type { WidgetState } from './host.ts'
export { ReachProof, type VerifyOptions } from './reach-proof.ts'
