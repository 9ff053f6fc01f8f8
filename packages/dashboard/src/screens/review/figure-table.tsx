// A table of figures: what a row is about at the left, figures after it. On a narrow page each cell stands under the
// name of its column.
import type { ComponentChildren } from 'preact'

interface FigureTableProps {
  label: string
  /** The first is of what a row is about. */
  heads: readonly string[]
  rows: readonly { key: string; cells: readonly ComponentChildren[] }[]
}

export function FigureTable({ label, heads, rows }: FigureTableProps) {
  return (
    <table class="figure-table" aria-label={label}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [first, ...cells] }) => (
          <tr key={key}>
            <th scope="row">{first}</th>
            {cells.map((cell, at) => (
              <td key={at} data-head={heads[at + 1]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
