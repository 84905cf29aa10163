import { httpGateway } from './http-gateway/http-gateway.ts'
import { massejli } from './massejli/massejli.ts'
import type { ProviderType } from './provider-type.ts'
import { smtp } from './smtp.ts'
import { twilio } from './twilio/twilio.ts'
import { whatsappCloud } from './whatsapp-cloud/whatsapp-cloud.ts'
import { zadarma } from './zadarma/zadarma.ts'

/** Every kind of provider that a configuration can name. A new one is a file or folder beside this, and its line here. */
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
