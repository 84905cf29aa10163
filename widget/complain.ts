const said = new Set<string>()

/** Tells the page's owner how to cure a mistake of the set-up: once, however many widgets have it. */
export function complain(cure: string): void {
  if (said.has(cure)) return
  said.add(cure)
  console.error(`reach-proof: ${cure}`)
}
