// What a browser may do with an answer: show it, and nothing more.

import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

export const browserLimits: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  // Plain HTTP on this machine.
  strictTransportSecurity: false,
  // The feedback address answers pages of other origins; what it answers holds no secret.
  crossOriginResourcePolicy: false,
})
