export { type ConfigInput, defineConfig } from './config.ts'
export { ConfigError } from './config-mistakes.ts'
export { createReachproof, type Reachproof, type ReachproofOptions } from './reachproof.ts'
export type * from './store/store.ts'
