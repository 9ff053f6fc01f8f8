// Makes the nodes of the element one by one: a page under a strict policy takes neither markup from a string nor styles
// in an attribute.

type Attributes = { readonly [name: string]: string }

export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  children: readonly Node[] = [],
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}

const SVG = 'http://www.w3.org/2000/svg'

/** A drawing of one line on a grid of 20, which says nothing to who cannot see it. */
export function makeIcon(line: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 20 20')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', line)
  svg.append(path)
  return svg
}
