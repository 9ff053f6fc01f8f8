// Which list of prices comes with Trimtab. It is part of a package, read from memory, and fetches nothing.

/** As each prediction says that was priced by it: the version is the one in package.json. */
export const PRICE_LIST_NAME = 'genai-prices 0.1.8'
