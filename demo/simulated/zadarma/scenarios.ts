/** What the simulated Zadarma can be made to do, each in a line for people. */
export const zadarmaScenarios = {
  normal: 'Everything works, as in the documents.',
  no_request_id: 'A spoken code starts without a request id, as in Zadarma’s own example.',
  national_number: 'The result of a call names the number in its national form.',
  out_end: 'The result of a call comes as NOTIFY_OUT_END.',
  late: 'The result of a call comes long after its end.',
  twice: 'The result of a call comes twice.',
  out_of_order: 'An end without the key comes before the result, and the start of the call after it.',
  unsigned: 'The result of a call comes without a signature.',
  wrong_number: 'The result of a call is signed, but names another number.',
  no_money: 'The account has no money for text messages and calls.',
  rate_limited: 'Every request is one too many for this minute.',
  down: 'Every request is answered with an error of the server.',
  unreachable: 'Every request is read, and then the connection breaks.',
  silent: 'Requests are read and never answered.',
  busy: 'Every number that is called is busy.',
  machine: 'A voice mailbox picks up every call, and presses nothing.',
} as const

export type Scenario = keyof typeof zadarmaScenarios

export const scenarioIds = Object.keys(zadarmaScenarios) as Scenario[]
