import { describe, expect, it } from 'vitest'
import { createMetrics } from './metrics.ts'
import { metricsPage } from './metrics-text.ts'

// What is counted of the lines of a log, and how it is written down.

const config = {
  sites: new Map([['site_a', { channels: new Map([['sms', ['gw', 'tw']]]) }]]),
  providers: new Map([
    ['gw', { free: false }],
    ['mail', { free: true }],
  ]),
} as unknown as Parameters<typeof createMetrics>[0]

const sms = { site: 'site_a', channel: 'sms', provider: 'gw', contact: '+447400123456' }
const seriesOf = (text: string, name: string) =>
  text.split('\n').filter(line => line.startsWith(`${name}{`) || line.startsWith(`${name} `))

describe('what is counted', () => {
  it('is each event once, with the country of its number', () => {
    const metrics = createMetrics(config)
    metrics.event({ event: 'sent', ...sms })
    metrics.event({ event: 'sent', ...sms, contact: '+447400999999' })
    metrics.event({ event: 'sent', ...sms, contact: '+12015550123' })
    metrics.event({ event: 'sent', ...sms, contact: '+870773111632' })
    expect(seriesOf(metrics.text(), 'reachproof_sends_total')).toEqual([
      'reachproof_sends_total{site="site_a",channel="sms",country="GB",provider="gw",paid="true",result="sent"} 2',
      'reachproof_sends_total{site="site_a",channel="sms",country="US",provider="gw",paid="true",result="sent"} 1',
      'reachproof_sends_total{site="site_a",channel="sms",country="",provider="gw",paid="true",result="sent"} 1',
    ])
  })

  it('is of a key press a verification, and of a code a check as well', () => {
    const metrics = createMetrics(config)
    metrics.event({ event: 'verified', ...sms, channel: 'call_button', end: 'pressed' })
    expect(seriesOf(metrics.text(), 'reachproof_checks_total')).toEqual([])
    metrics.event({ event: 'verified', ...sms, checksLeft: 5 })
    expect(seriesOf(metrics.text(), 'reachproof_checks_total')).toHaveLength(1)
    expect(seriesOf(metrics.text(), 'reachproof_verified_total')).toHaveLength(2)
  })

  it('is the conversion of what costs money, by country', () => {
    const metrics = createMetrics(config)
    for (let n = 0; n < 4; n++) metrics.event({ event: 'sent', ...sms })
    metrics.event({ event: 'not_sent', ...sms })
    metrics.event({ event: 'verified', ...sms })
    metrics.event({ event: 'sent', ...sms, contact: '+33612345678' })
    metrics.event({ event: 'sent', site: 'site_a', channel: 'email', provider: 'mail', contact: 'u@x.test' })
    expect(seriesOf(metrics.text(), 'reachproof_conversion_ratio')).toEqual([
      'reachproof_conversion_ratio{site="site_a",country="GB"} 0.25',
      'reachproof_conversion_ratio{site="site_a",country="FR"} 0',
    ])
  })

  it('is a limit once for each mode, and a proof once however often it is asked for', () => {
    const metrics = createMetrics(config)
    metrics.event({ event: 'limit', rule: 'sockets' })
    metrics.event({ event: 'limit', rule: 'conversion', mode: 'record' })
    metrics.event({ event: 'redeemed', site: 'site_a', again: false })
    metrics.event({ event: 'redeemed', site: 'site_a', again: true })
    const text = metrics.text()
    expect(seriesOf(text, 'reachproof_limit_hits_total')).toEqual([
      'reachproof_limit_hits_total{rule="sockets",mode="enforce"} 1',
      'reachproof_limit_hits_total{rule="conversion",mode="record"} 1',
    ])
    expect(seriesOf(text, 'reachproof_redeemed_total')).toEqual([
      'reachproof_redeemed_total{site="site_a"} 1',
    ])
  })

  it('is nothing of lines that it does not know', () => {
    const metrics = createMetrics(config)
    const before = metrics.text().split('\n').length
    for (const event of ['toString', '__proto__', 'constructor', undefined, 7, 'left_out'])
      metrics.event({ event })
    expect(metrics.text().split('\n')).toHaveLength(before)
  })

  it('has buckets that each hold those below', () => {
    const metrics = createMetrics(config)
    for (const seconds of [0.00390625, 0.005, 0.015625, 3, 60]) {
      metrics.answered({ method: 'GET', route: '/healthz', status: 200, seconds })
    }
    const name = 'reachproof_http_request_duration_seconds'
    const samples = metrics
      .text()
      .split('\n')
      .filter(line => line.startsWith(`${name}_`))
    const bounds = samples.map(line => /le="(.*?)"\} (\d+)/.exec(line)?.slice(1))
    expect(bounds.filter(Boolean)).toEqual([
      ...[0.005, 0.01].map(le => [String(le), '2']),
      ...[0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5].map(le => [String(le), '3']),
      ...[5, 10, 25].map(le => [String(le), '4']),
      ['+Inf', '5'],
    ])
    const labels = '{method="GET",route="/healthz",status="200"}'
    expect(samples.at(-2)).toMatch(/_sum\{.*\} 63\.02\d*$/)
    expect(samples.at(-1)).toBe(`${name}_count${labels} 5`)
  })
})

describe('the text', () => {
  it('names and explains every metric, also one that has not happened yet', () => {
    const lines = createMetrics(config).text().split('\n')
    const named = lines.flatMap(line => /^# TYPE (\S+) (\S+)$/.exec(line)?.slice(1, 2) ?? [])
    const explained = lines.flatMap(line => /^# HELP (\S+) \S/.exec(line)?.slice(1, 2) ?? [])
    expect(named).toEqual(explained)
    expect(named).toContain('reachproof_verified_total')
    expect(named).toContain('process_resident_memory_bytes')
    expect(lines.at(-1)).toBe('')
  })

  it('escapes what would end a label', () => {
    const text = metricsPage([
      { name: 'a', type: 'gauge', help: 'A.', samples: [{ labels: { b: 'c"\\\n{}' }, value: 1 }] },
    ])
    expect(text).toBe('# HELP a A.\n# TYPE a gauge\na{b="c\\"\\\\\\n{}"} 1\n')
  })
})
