// What has to be said to whoever runs the app, once, where they look.

export function say(sentence: string): void {
  // oxlint-disable-next-line no-console -- there is nobody else to say it to
  console.warn(sentence)
}
