import packageJson from '../package.json' with { type: 'json' }

/** This release, as in `/w/{version}/reach-proof.js`. */
export const version: string = packageJson.version
