// Why figures may mislead, in sentences, before the figures.
import { TriangleAlert } from 'lucide-preact'

export function Warnings({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null
  return (
    <ul class="warnings" aria-label="Warnings">
      {sentences.map((sentence) => (
        <li key={sentence}>
          <TriangleAlert size={14} />
          <span>{sentence}</span>
        </li>
      ))}
    </ul>
  )
}
