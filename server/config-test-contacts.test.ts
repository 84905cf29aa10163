import { describe, expect, it } from 'vitest'
import { mistakesOf, read, site, valid, withSetting } from '../test/example-config.ts'

const contacts = (testContacts: unknown, testContactsUntil?: unknown, mode = 'production') => {
  const input = withSetting(site('testContacts'), testContacts) as ReturnType<typeof valid>
  const sites = input.sites.map((one, i) => (i === 0 ? { ...one, testContactsUntil } : one))
  return { ...input, mode, sites }
}
const until = '2027-01-31'
const siteOf = (input: unknown) => read(input as never).sites.get('site_example')!

const sayContact = 'Write a phone number with + and digits, such as "+15550100001", or an email address.'
const sayUntil = 'Write a date, such as "2027-01-31": from then on the test contacts are like any other.'
const sayCode = 'Write its code as a text of 6 digits.'

describe('test contacts', () => {
  it('are numbers that no network has, real ones, and email addresses, in the one form that is compared', () => {
    const named = {
      '+15550100001': '424242',
      '+44 7911 123456': '000000',
      'Test@EXAMPLE.com': '515151',
    }
    expect([...siteOf(contacts(named, until)).testContacts]).toEqual([
      ['+15550100001', '424242'],
      ['+447911123456', '000000'],
      ['Test@example.com', '515151'],
    ])
  })

  it('are none where none are named, and need no date then', () => {
    expect(siteOf(valid())).toMatchObject({ testContacts: new Map(), testContactsUntil: null })
    expect(siteOf(contacts({}))).toMatchObject({ testContacts: new Map(), testContactsUntil: null })
  })

  it('have codes as long as everybody’s', () => {
    const eight = { ...contacts({ '+15550100001': '42424242' }, until), code: { length: 8 } }
    expect(siteOf(eight).testContacts.get('+15550100001')).toBe('42424242')
    const six = { ...eight, code: { length: 6 } }
    expect(mistakesOf(six)).toEqual([`sites[0].testContacts[0]: ${sayCode}`])
  })

  it.each<[unknown, string]>([
    [{ '15550100001': '424242' }, `sites[0].testContacts[0]: ${sayContact}`],
    [{ '+15550100001': '424242', nobody: '424242' }, `sites[0].testContacts[1]: ${sayContact}`],
    [{ '@example.com': '424242' }, `sites[0].testContacts[0]: ${sayContact}`],
    [{ '': '424242' }, `sites[0].testContacts[0]: ${sayContact}`],
    [{ '+15550100001': '42424' }, `sites[0].testContacts[0]: ${sayCode}`],
    [{ '+15550100001': '4242424' }, `sites[0].testContacts[0]: ${sayCode}`],
    [{ '+15550100001': '42424a' }, `sites[0].testContacts[0]: ${sayCode}`],
    [{ '+15550100001': '٤٢٤٢٤٢' }, `sites[0].testContacts[0]: ${sayCode}`],
    [{ '+15550100001': '424242\n' }, `sites[0].testContacts[0]: ${sayCode}`],
    [{ '+15550100001': 424242 }, `sites[0].testContacts[0]: ${sayCode}`],
    [{ '+15550100001': null }, `sites[0].testContacts[0]: ${sayCode}`],
    [['+15550100001'], 'sites[0].testContacts: Write settings in braces: { … }.'],
    ['+15550100001', 'sites[0].testContacts: Write settings in braces: { … }.'],
  ])('%j are a mistake, which names neither contact nor code', (named, line) => {
    expect(mistakesOf(contacts(named, until))).toEqual([line])
    expect(line).not.toMatch(/424|nobody/)
  })

  it('of two mistakes have both reported', () => {
    expect(mistakesOf(contacts({ nobody: '424242', '+15550100001': '4' }, 'never'))).toEqual([
      `sites[0].testContacts[0]: ${sayContact}`,
      `sites[0].testContacts[1]: ${sayCode}`,
      `sites[0].testContactsUntil: ${sayUntil}`,
    ])
  })
})

describe('the date until when they are', () => {
  const named = { '+15550100001': '424242' }

  it('has to be there in production, and may be left out in development', () => {
    expect(mistakesOf(contacts(named))).toEqual([
      `sites[0].testContactsUntil: In production test contacts need an end: whoever knows one passes. ${sayUntil}`,
    ])
    expect(siteOf(contacts(named, undefined, 'development')).testContactsUntil).toBeNull()
  })

  it.each<[string, number]>([
    ['2027-01-31', Date.UTC(2027, 0, 31)],
    ['2028-02-29', Date.UTC(2028, 1, 29)],
    ['2027-01-31T12:30:00Z', Date.UTC(2027, 0, 31, 12, 30)],
    ['2027-01-31T12:30:00.5+02:00', Date.UTC(2027, 0, 31, 10, 30, 0, 500)],
  ])('%s is a moment, wherever the server stands', (text, at) => {
    expect(siteOf(contacts(named, text)).testContactsUntil).toBe(at)
  })

  it.each([
    '',
    'never',
    '2027',
    '2027-01',
    '31.01.2027',
    '2027-1-31',
    '2027-02-29',
    '2027-02-31',
    '2027-02-31T00:00:00Z',
    '2027-13-01',
    '2027-00-10',
    '2027-01-31 12:30',
    // Without a zone it would be the server's own time.
    '2027-01-31T12:30:00',
    '2027-01-31T25:00:00Z',
    ' 2027-01-31',
    1_801_353_600_000,
    null,
    true,
    ['2027-01-31'],
  ])('%j is none', text => {
    expect(mistakesOf(contacts(named, text))).toEqual([`sites[0].testContactsUntil: ${sayUntil}`])
  })
})
