import { httpGateway } from './http-gateway.ts'
import { massejli } from './massejli.ts'
import type { ProviderType } from './provider-type.ts'
import { smtp } from './smtp.ts'
import { twilio } from './twilio.ts'
import { whatsappCloud } from './whatsapp-cloud.ts'
import { zadarma } from './zadarma.ts'

/** Every kind of provider that a configuration can name. A new one is a file beside this, and its line here. */
export const providerTypes: Readonly<Record<string, ProviderType>> = Object.fromEntries(
  [
    httpGateway as ProviderType,
    massejli as ProviderType,
    smtp as ProviderType,
    twilio as ProviderType,
    whatsappCloud as ProviderType,
    zadarma as ProviderType,
  ].map(type => [type.type, type]),
)
