// Alarms and who is told of them: what is sent of them and what is answered. What is sent refuses what it does not know.

import * as z from 'zod'
import { ALARM_OUTCOMES, type AlarmAcknowledgement, type AlarmClosing, type AlarmPage } from '../alarm.ts'
import {
  type AlertChannelInput,
  type AlertDeliveryPage,
  type AlertRules,
  type AlertRulesInput,
  type AlertTest,
  CHANNEL_KINDS,
  CHANNEL_RHYTHMS,
  DELIVERY_STATES,
  type QuietHours,
} from '../alert-rules.ts'
import { ALERT_CHANNELS_MAX, ALERT_NOTE_CHARS_MAX, TASKS_WATCHED_MAX } from '../limits.ts'
import { alarmSchema } from './drift.ts'
import { title } from './title.ts'
import { name, time, whole } from './values.ts'

const URL_CHARS_MAX = 2_048
/** Ten years without a false alarm is to hear of next to nothing. */
const FALSE_ALARM_DAYS_MAX = 3_650

const note = z.string().max(ALERT_NOTE_CHARS_MAX).optional()

export const alarmPageSchema: z.ZodType<AlarmPage> = z.object({
  alarms: z.array(alarmSchema),
  nextCursor: z.string().nullable(),
  counts: z.object({ open: whole, fixed: whole, expected: whole, false_alarm: whole }),
})

export const alarmAcknowledgementSchema: z.ZodType<AlarmAcknowledgement> = z.strictObject({ note })
export const alarmClosingSchema: z.ZodType<AlarmClosing> = z.strictObject({ outcome: z.enum(ALARM_OUTCOMES), note })

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the day, such as 22:00')
const quietHours: z.ZodType<QuietHours> = z
  .strictObject({
    from: hour,
    to: hour,
    timeZone: z.string().max(100).refine(isTimeZone, 'must be a time zone, such as Europe/Berlin'),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must be another time than `from`' })
const falseAlarmDays = z.number().min(1).max(FALSE_ALARM_DAYS_MAX)

const channelShape = { name: title, kind: z.enum(CHANNEL_KINDS), url: z.string().min(1).max(URL_CHARS_MAX) }
const rhythm = z.enum(CHANNEL_RHYTHMS)

const channelInput: z.ZodType<AlertChannelInput> = z.strictObject({
  id: name.nullable().optional(),
  ...channelShape,
  rhythm: rhythm.optional(),
  tasks: z.array(name).max(TASKS_WATCHED_MAX).optional(),
  isPaused: z.boolean().optional(),
  // What is shown can be sent back, and nobody chooses a secret by it.
  secret: z.null().optional(),
})

export const alertRulesInputSchema: z.ZodType<AlertRulesInput> = z.strictObject({
  falseAlarmDays: falseAlarmDays.optional(),
  quietHours: quietHours.nullable().optional(),
  channels: z
    .array(channelInput)
    .max(ALERT_CHANNELS_MAX)
    .superRefine((all, context) => {
      const ids = all.flatMap(({ id }) => (typeof id === 'string' ? [id] : []))
      if (new Set(ids).size < ids.length)
        context.addIssue({ code: 'custom', path: [], message: 'must have different ids' })
    })
    .optional(),
  watched: whole.optional(),
})

export const alertRulesSchema: z.ZodType<AlertRules> = z.object({
  falseAlarmDays,
  quietHours: quietHours.nullable(),
  channels: z.array(
    z.object({
      id: z.string(),
      ...channelShape,
      rhythm,
      tasks: z.array(z.string()),
      isPaused: z.boolean(),
      secret: z.string().nullable(),
    }),
  ),
  watched: whole,
})

export const alertTestSchema: z.ZodType<AlertTest> = z.object({ isDelivered: z.boolean(), answer: z.string() })

export const alertDeliveryPageSchema: z.ZodType<AlertDeliveryPage> = z.object({
  deliveries: z.array(
    z.object({
      id: z.string(),
      channel: z.string(),
      alarms: z.array(z.string()),
      state: z.enum(DELIVERY_STATES),
      attempts: whole,
      createdAt: time,
      triedAt: time.nullable(),
      nextAt: time.nullable(),
      answer: z.string().nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
})

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
