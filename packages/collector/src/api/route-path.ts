// The contract writes a parameter as `{id}`, Hono as `:id`.

export function routePath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}
