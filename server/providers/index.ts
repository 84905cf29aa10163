import type { ProviderType } from './provider-type.ts'

/** Every kind of provider that a configuration can name, by its `type`. */
export const providerTypes: Readonly<Record<string, ProviderType>> = {}
