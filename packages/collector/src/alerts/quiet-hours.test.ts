import { expect, it } from 'vitest'
import { dateOf, minutesOfDay, quietUntil } from './quiet-hours.ts'

const night = { from: '22:00', to: '07:30', timeZone: 'Europe/Berlin' }
const at = (time: string): number => Date.parse(`2026-11-22T${time}Z`)

it.each([
  ['21:00:00.000', at('06:30:00.000') + 86_400_000],
  ['23:59:30.000', at('06:30:00.000') + 86_400_000],
  ['05:00:00.000', at('06:30:00.000')],
  ['06:29:59.999', at('06:30:00.000')],
  ['06:30:00.000', null],
  ['12:00:00.000', null],
  ['20:59:59.999', null],
])('a night that goes past midnight ends on the next morning: at %s UTC', (time, until) => {
  expect(quietUntil(night, at(time))).toBe(until)
})

it('hours within one day are quiet between them alone', () => {
  const noon = { from: '12:00', to: '13:00', timeZone: 'UTC' }
  expect(quietUntil(noon, at('12:30:00'))).toBe(at('13:00:00'))
  expect(quietUntil(noon, at('11:59:00'))).toBeNull()
  expect(quietUntil(noon, at('13:00:00'))).toBeNull()
})

it('without quiet hours, or with none in them, it is never quiet', () => {
  expect(quietUntil(null, at('03:00:00'))).toBeNull()
  expect(quietUntil({ from: '08:00', to: '08:00', timeZone: 'UTC' }, at('08:00:00'))).toBeNull()
})

it('the time and the date are those of the time zone', () => {
  expect(minutesOfDay(at('23:30:00'), 'Asia/Tokyo')).toBe(8 * 60 + 30)
  expect(dateOf(at('23:30:00'), 'Asia/Tokyo')).toBe('2026-11-23')
})
