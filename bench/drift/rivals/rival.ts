// What every detector of this bench is: it is given one value after the other and says when it alarms. After an alarm it
// begins anew.

export interface Rival {
  /** Whether it alarms at this value. */
  update: (value: number) => boolean
}
