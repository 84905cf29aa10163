import 'reachproof/react'
import { ReachProof } from 'reachproof/widget'
import { type SyntheticEvent, useRef, useState } from 'react'

ReachProof.define()

export function SignUp({ nonce }: { nonce: string }) {
  const widget = useRef<ReachProof>(null)
  const [told, setTold] = useState('')

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault()
    const answer = await fetch('/signup', { method: 'POST', body: new FormData(event.currentTarget) })
    // The proof may be used up by now: a fresh one for the next try.
    if (!answer.ok) await widget.current?.refresh()
  }

  return (
    <form onSubmit={submit}>
      <label>
        Name <input name="name" required />
      </label>
      <reach-proof
        ref={widget}
        endpoint="https://verify.example.com"
        sitekey="site_example"
        session-nonce={nonce}
        required
        onreachproof-verified={event => setTold(`Thank you: ${event.detail.channel}`)}
      />
      <button type="submit">Sign up</button> {told}
    </form>
  )
}
