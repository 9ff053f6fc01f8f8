// A moment in the viewer's zone, with UTC on hover.
import { formatUtc } from '../format/date.ts'

export function Moment({ at, format }: { at: string; format: (moment: Date, now: Date) => string }) {
  const moment = new Date(at)
  if (Number.isNaN(moment.getTime())) return <span>{at}</span>
  return (
    <time dateTime={at} title={formatUtc(moment)}>
      {format(moment, new Date())}
    </time>
  )
}
