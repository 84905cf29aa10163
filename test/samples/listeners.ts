import type { ReachProof } from 'reachproof/widget'

// The events bubble: a page may listen to them anywhere.
export function listen(widget: ReachProof) {
  widget.addEventListener('reachproof-verified', event => event.detail.proof.trim())
  widget.form?.addEventListener('reachproof-verified', event => event.detail.proof.trim())
  document.addEventListener('reachproof-error', event => event.detail.retryAfterSeconds?.toFixed())
  addEventListener('reachproof-statechange', event => event.detail.previous === 'idle')
  // @ts-expect-error the contact is in no event
  document.addEventListener('reachproof-verified', event => event.detail.contact)
}
