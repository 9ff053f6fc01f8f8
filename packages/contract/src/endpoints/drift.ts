// What has drifted and what it is compared with, the alarms that came of it, and who is told of them.

import * as z from 'zod'
import type { AlertRulesInput } from '../alert-rules.ts'
import type { Endpoints } from '../endpoint.ts'
import * as alerts from '../schemas/alerts.ts'
import * as drift from '../schemas/drift.ts'
import * as query from '../schemas/query.ts'

const rules: AlertRulesInput = {
  falseAlarmDays: 30,
  quietHours: { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' },
  channels: [{ name: 'On call', kind: 'webhook', url: 'https://hooks.example.com/trimtab' }],
}

export const driftEndpoints: Endpoints<
  | 'readDrift'
  | 'readDriftPage'
  | 'readDriftSignal'
  | 'readDriftBaseline'
  | 'saveDriftBaseline'
  | 'listAlarms'
  | 'readAlarm'
  | 'acknowledgeAlarm'
  | 'closeAlarm'
  | 'readAlertRules'
  | 'saveAlertRules'
  | 'testAlertChannel'
  | 'listAlertDeliveries'
> = {
  readDrift: {
    noun: 'Drift',
    summary: 'Of each signal by how much it changed, with an interval against what is fine; the most harmful first.',
    query: query.driftQuery,
    answer: drift.driftReportSchema,
    problems: ['task.not_found'],
  },
  readDriftPage: {
    noun: 'Drift',
    summary: 'The same as one page that needs nothing else, to keep or to send.',
    query: query.driftReportQuery,
    answer: z.string(),
    mediaType: 'text/html',
    problems: ['task.not_found'],
  },
  readDriftSignal: {
    noun: 'Drift',
    summary: 'One signal in depth: its days, how it is spread, which segments carry the change, and examples.',
    query: query.driftTimeQuery,
    answer: drift.signalDetailSchema,
    problems: ['task.not_found', 'signal.not_found', 'query.too_slow'],
  },
  readDriftBaseline: {
    noun: 'Drift',
    summary: 'What a task is compared with, and how much may change.',
    answer: drift.driftBaselineSchema,
  },
  saveDriftBaseline: {
    noun: 'Drift',
    summary: 'Says what a task is compared with. What is not said is as it is without anybody saying anything.',
    body: drift.driftBaselineInputSchema,
    example: { reference: { kind: 'seasonal', weeks: 4 }, tolerances: { durationMs: 0.3 }, segments: ['tier'] },
    answer: drift.driftBaselineSchema,
    problems: ['task.not_found', 'dataset.not_found', 'query.too_slow'],
  },
  listAlarms: {
    noun: 'Alarms',
    summary: 'Alarms, the newest first, and how those of the last 90 days were closed.',
    query: query.alarmsQuery,
    answer: alerts.alarmPageSchema,
    problems: ['query.cursor'],
  },
  readAlarm: { noun: 'Alarms', summary: 'One alarm.', answer: drift.alarmSchema, problems: ['alarm.not_found'] },
  acknowledgeAlarm: {
    noun: 'Alarms',
    summary: 'Says that somebody looks after it.',
    body: alerts.alarmAcknowledgementSchema,
    example: { note: 'Rolling back release 1.5.' },
    answer: drift.alarmSchema,
    problems: ['alarm.not_found', 'alarm.closed'],
  },
  closeAlarm: {
    noun: 'Alarms',
    summary: 'Closes it and says what it was; from then on the signal is watched anew.',
    body: alerts.alarmClosingSchema,
    example: { outcome: 'fixed', note: 'Release 1.5 was rolled back.' },
    answer: drift.alarmSchema,
    problems: ['alarm.not_found', 'alarm.closed'],
  },
  readAlertRules: {
    noun: 'Alerts',
    summary: 'How seldom there may be a false alarm, when nobody is to be told, and where alarms are sent.',
    answer: alerts.alertRulesSchema,
  },
  saveAlertRules: {
    noun: 'Alerts',
    summary: 'Says so. The secret that a new webhook is signed with is in this answer and nowhere else.',
    body: alerts.alertRulesInputSchema,
    example: rules,
    answer: alerts.alertRulesSchema,
    problems: ['alert_rules.invalid'],
  },
  testAlertChannel: {
    noun: 'Alerts',
    summary: 'Sends a message that says that it can be sent.',
    answer: alerts.alertTestSchema,
    problems: ['channel.not_found'],
  },
  listAlertDeliveries: {
    noun: 'Alerts',
    summary: 'What was sent where, the newest first.',
    query: query.pageQuery,
    answer: alerts.alertDeliveryPageSchema,
    problems: ['query.cursor'],
  },
}
