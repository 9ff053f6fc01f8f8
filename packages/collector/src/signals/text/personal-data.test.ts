import { expect, it } from 'vitest'
import { hasPersonalData } from './personal-data.ts'

it.each([
  'write to jo.doe+shop@mail.example.com, please',
  'müller@bücher.example',
  'my card 4111 1111 1111 1111 was charged',
  '4111111111111111',
  '3782 822463 10005',
  'IBAN: DE89 3704 0044 0532 0130 00.',
  'GB82WEST12345698765432',
  'SSN 123-45-6789',
  'call +49 (30) 2312 5254',
  '+1 415 555 0109',
  '(415) 555-0109',
  '415.555.0109',
  '06 12 34 56 78',
  'ring 020 7946 0425',
])('something personal is found in %j', (text) => {
  expect(hasPersonalData(text)).toBe(true)
})

it.each([
  '',
  'no numbers here',
  'the picture logo@2x.png',
  '@everyone look at this',
  'card 4111 1111 1111 1112 has a wrong digit',
  'DE88 3704 0044 0532 0130 00 has a wrong digit',
  'order 20240102101112 of 2024-01-02 10:11:12',
  'SSN 000-45-6789, 666-45-6789, 900-45-6789, 123-00-6789, 123-45-0000',
  'version 1.2.3.4 costs 3,000,000.00',
  '10.0.0.1 and 192.168.10.254',
  'a1b2c3d4e5f60718',
  '3.14159265358979',
  '1 + 15 = 16',
])('nothing is found in %j', (text) => {
  expect(hasPersonalData(text)).toBe(false)
})
