// The id of a feedback is made here, so that sending it twice is harmless. Not crypto.randomUUID: a browser has that
// only on this machine and over https, and the dashboard may be read over plain http.

export function makeFeedbackId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
