// When people are told of alarms, where, and how seldom they may be told for nothing.

/** webhook: our alarm as JSON, signed as standardwebhooks.com says; slack: a message that Slack, Mattermost and the like show. */
export const CHANNEL_KINDS = ['webhook', 'slack'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

/** at_once: each alarm by itself; daily: all of a day together, with what the day's report found. */
export const CHANNEL_RHYTHMS = ['at_once', 'daily'] as const
export type ChannelRhythm = (typeof CHANNEL_RHYTHMS)[number]

/** From one time of the day to another, in which nothing is sent but tests; it is sent after. */
export interface QuietHours {
  /** `22:00` */
  from: string
  to: string
  /** Such as `Europe/Berlin`. */
  timeZone: string
}

export interface AlertChannelInput {
  /** Null or absent: a new one. */
  id?: string | null | undefined
  name: string
  kind: ChannelKind
  url: string
  rhythm?: ChannelRhythm | undefined
  /** Only of these tasks; of all where it is not said. */
  tasks?: string[] | undefined
  isPaused?: boolean | undefined
  /** Nobody chooses it; null, as it is shown. */
  secret?: null | undefined
}

export interface AlertChannel {
  id: string
  name: string
  kind: ChannelKind
  /** Without what may be a secret in its path. */
  url: string
  rhythm: ChannelRhythm
  tasks: string[]
  isPaused: boolean
  /** Only in the answer to whoever made the channel: what a webhook is signed with. */
  secret: string | null
}

/** `PUT /api/alert-rules`. */
export interface AlertRulesInput {
  /** At most one false alarm in so many days, over all signals of all tasks together. */
  falseAlarmDays?: number | undefined
  quietHours?: QuietHours | null | undefined
  channels?: AlertChannelInput[] | undefined
  /** Taken as it is shown, and nothing is made of it. */
  watched?: number | undefined
}

/** `GET /api/alert-rules`. */
export interface AlertRules {
  falseAlarmDays: number
  quietHours: QuietHours | null
  channels: AlertChannel[]
  /** Guards that share the budget now: of a signal there is one for its values, one for what is missing, one for its type. */
  watched: number
}

export const DELIVERY_STATES = ['waiting', 'sent', 'failed'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** One message to one channel. */
export interface AlertDelivery {
  id: string
  channel: string
  /** Empty for a test. */
  alarms: string[]
  state: DeliveryState
  attempts: number
  createdAt: string
  /** When it was last tried. */
  triedAt: string | null
  /** When it is tried next; null where it is not. */
  nextAt: string | null
  /** What the last answer was: its status, or why there was none. */
  answer: string | null
}

/** `GET /api/alert-deliveries`: the newest first. */
export interface AlertDeliveryPage {
  deliveries: AlertDelivery[]
  nextCursor: string | null
}

/** `POST /api/alert-rules/{id}/test`. */
export interface AlertTest {
  isDelivered: boolean
  answer: string
}
