// Figures as words of the reader's locale: counts, shares, intervals, money. Knows no domain.

export function formatCount(value: number, locale?: string): string {
  return new Intl.NumberFormat(locale).format(value)
}

/** A decimal as it was sent, without digits that say nothing. */
export function formatDecimal(value: number, locale?: string): string {
  return new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 }).format(value)
}

/** The figure of a share, without its sign: "80.7" for 0.807; an end of an interval may be below nothing. */
export function formatPercentFigure(share: number, locale?: string): string {
  return withTrueMinus(share * 100, { minimumFractionDigits: 1, maximumFractionDigits: 1 }, locale)
}

export function formatPercent(share: number, locale?: string): string {
  return `${formatPercentFigure(share, locale)}%`
}

/** "to", not a dash, because ends can be negative. */
export function formatInterval(interval: { low: number; high: number }, locale?: string): string {
  return `${formatPercentFigure(interval.low, locale)} to ${formatPercentFigure(interval.high, locale)}`
}

/** Three significant digits below a dollar, cents above. */
export function formatCost(usd: number, locale?: string): string {
  const digits = Math.abs(usd) < 1 ? { maximumSignificantDigits: 3 } : {}
  const style = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const
  return new Intl.NumberFormat(locale, { ...style, ...digits }).format(usd)
}

/** "1 prediction", "1,204 predictions". */
export function formatCounted(value: number, noun: string, locale?: string): string {
  return `${formatCount(value, locale)} ${noun}${value === 1 ? '' : 's'}`
}

/** "once", "1,204 times". */
export function formatTimes(value: number, locale?: string): string {
  return value === 1 ? 'once' : `${formatCount(value, locale)} times`
}

/** A coefficient such as kappa: two digits, with a true minus sign. */
export function formatRatio(value: number, locale?: string): string {
  return withTrueMinus(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 }, locale)
}

/** "1,000,000 or more" for what is counted up to there. */
export function formatCountUpTo(value: number, countedMax: number, locale?: string): string {
  return value < countedMax ? formatCount(value, locale) : `${formatCount(countedMax, locale)} or more`
}

function withTrueMinus(value: number, digits: Intl.NumberFormatOptions, locale?: string): string {
  const format = new Intl.NumberFormat(locale, { ...digits, signDisplay: 'negative' })
  return format.format(value).replace('-', '−')
}
