// Drift, alarms and alerts: the shapes of one screen and one verb, apart from what everybody needs.

export {
  type Alarm,
  ALARM_EVENTS,
  ALARM_OUTCOMES,
  ALARM_STATES,
  type AlarmAcknowledgement,
  type AlarmClosing,
  type AlarmEvent,
  type AlarmEventKind,
  type AlarmOutcome,
  type AlarmPage,
  type AlarmState,
} from './alarm.ts'
export {
  type AlertChannel,
  type AlertChannelInput,
  type AlertDelivery,
  type AlertDeliveryPage,
  type AlertRules,
  type AlertRulesInput,
  type AlertTest,
  CHANNEL_KINDS,
  CHANNEL_RHYTHMS,
  type ChannelKind,
  type ChannelRhythm,
  DELIVERY_STATES,
  type DeliveryState,
  type QuietHours,
} from './alert-rules.ts'
export {
  DRIFT_REFERENCES,
  type DriftBaseline,
  type DriftBaselineInput,
  type DriftReference,
  type ShownDriftBaseline,
} from './drift-baseline.ts'
export {
  type DriftCause,
  type DriftEffect,
  type DriftMarker,
  type DriftPart,
  type DriftReport,
  type DriftWindow,
  type SignalDay,
  type SignalDetail,
  type SignalFigure,
  type SignalReport,
  type SpreadBin,
  type TaskDrift,
} from './drift-report.ts'
export {
  DRIFT_STATES,
  type DriftState,
  EFFECT_UNITS,
  type EffectUnit,
  SIGNAL_ASPECTS,
  SIGNAL_GROUPS,
  type SignalAspect,
  type SignalGroup,
} from './drift-signal.ts'
