// How much evidence raises an alarm, so that all guards together keep the one promise that is made to people.

/**
 * The log of M at which a guard alarms, for at most one false alarm in so many days over all guards of all tasks. While all
 * is well a guard alarms on average not before it has begun as many hours as the threshold says (Shin, Ramdas and Rinaldo), so
 * G guards alarm G times as often at most: a threshold of 24 · days · G hours makes one in so many days. Hours in which
 * nothing comes are not begun, so by the clock it is rarer still. Guards share equally and may hang together in any way.
 */
export function alarmThreshold(falseAlarmDays: number, guards: number): number {
  return Math.log(24 * falseAlarmDays * Math.max(1, guards))
}
